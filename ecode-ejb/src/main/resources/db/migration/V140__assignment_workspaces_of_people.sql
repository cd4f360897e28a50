-- They are counted apart from the other workspaces of a person.
create index assignment_workspaces_of_people on assignment_workspaces (person);
create index assignment_workspaces_by_workspace on assignment_workspaces (workspace);

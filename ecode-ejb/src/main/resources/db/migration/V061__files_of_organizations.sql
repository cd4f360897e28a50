-- What all workspaces of an organization hold is summed up at each write that makes one of them grow.
create index trees_of_organization on trees (organization) include (bytes) where not frozen;

-- What a perfect submission was worth when it was tested: an assignment's points may change later.
alter table gradings add column points integer;
update gradings set points = a.points from assignments a where a.id = gradings.assignment and gradings.state = 'DONE';
alter table gradings add check (state <> 'DONE' or points is not null);

-- And when all were tested again.
alter table regrades add column points integer;
update regrades set points = a.points from assignments a where a.id = regrades.assignment;
alter table regrades alter column points set not null;

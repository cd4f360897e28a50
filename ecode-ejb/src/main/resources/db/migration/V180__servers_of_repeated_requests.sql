-- Which server works on the request while there is no answer.
alter table repeated_requests add column server text;

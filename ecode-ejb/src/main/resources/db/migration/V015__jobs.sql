-- The container makes and keeps the tables of its job repository here.
create schema if not exists batch;

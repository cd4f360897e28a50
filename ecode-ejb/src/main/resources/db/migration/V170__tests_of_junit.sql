-- A file of tests can be one of JUnit.
alter table suite_files drop constraint suite_files_framework_check;
alter table suite_files add constraint suite_files_framework_check check (framework in ('PYTEST', 'NODE_TEST', 'JUNIT', 'SCRIPT'));

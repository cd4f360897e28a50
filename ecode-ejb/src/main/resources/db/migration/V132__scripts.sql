-- A file of tests can be a program that looks at a submission and writes down what each test says.
alter table suite_files drop constraint suite_files_framework_check;
alter table suite_files add constraint suite_files_framework_check check (framework in ('PYTEST', 'SCRIPT'));

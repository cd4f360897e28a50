alter table suite_tests drop constraint suite_tests_visibility_check,
    add constraint suite_tests_visibility_check check (visibility in ('PUBLIC', 'AFTER_DUE', 'HIDDEN'));
alter table suite_files drop constraint suite_files_visibility_check,
    add constraint suite_files_visibility_check check (visibility in ('PUBLIC', 'AFTER_DUE', 'HIDDEN'));
alter table test_results drop constraint test_results_visibility_check,
    add constraint test_results_visibility_check check (visibility in ('PUBLIC', 'AFTER_DUE', 'HIDDEN'));

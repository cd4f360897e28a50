-- A program of the teacher's can decide what an output is worth, also a part of the points.
alter table suite_tests drop constraint suite_tests_comparison_check;
alter table suite_tests add constraint suite_tests_comparison_check
    check (comparison in ('EXACT', 'TOLERANT', 'NUMERIC', 'REGEX', 'COMPILES', 'CHECKER'));
alter table suite_tests add column checker text; -- path of one of the files of the suite
alter table suite_tests add constraint suite_tests_checker_check check ((comparison = 'CHECKER') = (checker is not null));

alter table test_results add column percent integer not null default 0;
update test_results set percent = 100 where outcome = 'PASSED';
alter table test_results alter column percent drop default;
alter table test_results add constraint test_results_percent_check check (percent between 0 and 100);
-- What such a program says to who submitted.
alter table test_results add column remark text not null default '';
alter table test_results alter column remark drop default;

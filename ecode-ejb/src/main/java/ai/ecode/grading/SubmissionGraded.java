package ai.ecode.grading;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.Submission;

/// A submission has a score now. Told in the transaction that writes it down.
public record SubmissionGraded(
        Assignment assignment,
        Submission submission,
        Grading grading,
        SuitePlan suite,
        Graded graded) {}

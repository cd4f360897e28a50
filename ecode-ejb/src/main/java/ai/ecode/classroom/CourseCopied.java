package ai.ecode.classroom;

import ai.ecode.identity.Caller;

/// A course was made of another, in the same transaction; what belongs to it is copied by whoever keeps it.
public record CourseCopied(Caller by, CourseId original, CourseId copy) {}

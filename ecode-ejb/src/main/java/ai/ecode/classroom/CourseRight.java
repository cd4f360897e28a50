package ai.ecode.classroom;

/// What one may do with a course.
public enum CourseRight {
    /// Knows of it and what it says.
    SEE,
    /// Does what it asks for.
    ATTEND,
    /// Sees drafts, tests and what others submitted.
    GRADE,
    /// Sees who takes part.
    ASSIST,
    /// Decides who takes part, and in which role.
    ENROL,
    /// Decides everything.
    TEACH
}

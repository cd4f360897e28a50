package ai.ecode.classroom;

/// What a student sees of automatic tests until the scores of an assignment are released.
public enum Release {
    /// The score, the public tests, and of the hidden ones what the teacher tells.
    AT_ONCE,
    /// The public tests alone.
    PUBLIC_TESTS,
    /// That it was tested.
    HELD
}

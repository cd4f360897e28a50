package ai.ecode.grading;

/// Who sees a test.
public enum Visibility {
    /// Everybody who sees what is asked, with what is expected.
    PUBLIC,
    /// Those who run the course, and each of the others when it is not due for them any more.
    AFTER_DUE,
    /// Those who run the course.
    HIDDEN;

    /// Whether somebody sees it who does not run the course.
    ///
    /// @param isOverdue whether their own due date has passed
    public boolean isShown(boolean isOverdue) {
        return switch (this) {
            case PUBLIC -> true;
            case AFTER_DUE -> isOverdue;
            case HIDDEN -> false;
        };
    }
}

package ai.ecode.classroom;

/// Which of somebody's scores counts.
public enum Counting {
    BEST,
    LAST,
    MEAN
}

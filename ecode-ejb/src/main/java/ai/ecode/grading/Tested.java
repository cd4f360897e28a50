package ai.ecode.grading;

/// What a submission is tested with one at a time, and gets the points of or not.
public sealed interface Tested permits Trial, UnitCase {

    /// Of no other of the same suite.
    String name();

    Visibility visibility();

    /// Its part of the score among those of the others; 0 in quarantine.
    int weight();

    /// What its weight is out of quarantine.
    int fullWeight();

    /// Whether it runs and is shown, but counts nothing.
    boolean quarantined();
}

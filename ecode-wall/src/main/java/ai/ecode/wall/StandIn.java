package ai.ecode.wall;

/// Stands in for an object of the submission.
public interface StandIn {
    Reference ecode$reference();
}

package ai.ecode.shared;

/// A step of a job ended, well or not: how many items it did and how many it passed by.
public record JobStepFinished(String job, String step, long done, long skipped) {}

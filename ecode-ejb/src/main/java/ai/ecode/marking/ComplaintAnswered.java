package ai.ecode.marking;

import ai.ecode.classroom.Assignment;
import ai.ecode.identity.Caller;

/// Somebody answered what a student objected to.
public record ComplaintAnswered(Caller by, Complaint complaint, Assignment assignment) {}

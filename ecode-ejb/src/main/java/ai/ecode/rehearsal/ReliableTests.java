package ai.ecode.rehearsal;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.PublishPolicy;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Students are given no tests that flip, nor any that could have been tried out and were not.
@ApplicationScoped
public class ReliableTests implements PublishPolicy {

    @Inject private Evidence evidence;

    @Override
    public void check(Assignment assignment) {
        evidence.of(assignment.id())
                .obstacle()
                .ifPresent(obstacle -> {
                    var refusal =
                            new ECodeException(
                                    ErrorCode.CONFLICT,
                                    "“%s” was not published. %s"
                                            .formatted(assignment.title(), obstacle.why()));
                    obstacle.test().ifPresent(test -> refusal.with("test", test));
                    throw refusal;
                });
    }
}

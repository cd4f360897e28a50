package ai.ecode.identity;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/// Requests that were being worked on when this server died are nobody's any more. What was committed before it could answer is done
/// a second time when it is asked for again, as it is after [RepeatedRequests] has taken a server for dead, unless what was made
/// knows its key, as a submission does.
@Singleton
@Startup
@DependsOn("Schema")
public class LostAnswers {

    @Inject private RepeatedRequests repeated;

    @PostConstruct
    void atStart() {
        repeated.forgetUnanswered();
    }
}

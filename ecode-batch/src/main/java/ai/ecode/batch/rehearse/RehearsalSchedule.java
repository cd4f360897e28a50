package ai.ecode.batch.rehearse;

import ai.ecode.batch.AttendedAlone;
import ai.ecode.batch.JobAttendant;
import ai.ecode.rehearsal.RehearsalWork;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Properties;

/// Brings the jobs that try tests out to where people want them.
@Singleton
public class RehearsalSchedule {

    private static final String JOB = "rehearse-assignment";

    @Inject private RehearsalWork work;
    @Inject private AttendedAlone alone;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void look() {
        for (RehearsalWork.Errand errand : work.errands()) {
            alone.attend("rehearsal." + errand.rehearsal(), job(errand));
        }
    }

    private JobAttendant.Errand job(RehearsalWork.Errand errand) {
        var parameters = new Properties();
        parameters.setProperty("rehearsal", errand.rehearsal().toString());
        return new JobAttendant.Errand(
                JOB,
                parameters,
                errand.wanted(),
                errand.execution(),
                errand.aliveAt(),
                () -> work.beat(errand.rehearsal()),
                execution -> work.runsAs(errand.rehearsal(), execution));
    }
}

package ai.ecode.batch.grade;

import ai.ecode.batch.AttendedAlone;
import ai.ecode.batch.JobAttendant;
import ai.ecode.classroom.CourseId;
import ai.ecode.regrading.RegradeWork;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Properties;

/// Brings the jobs that test submissions again to where people want them, of each course one at a time.
@Singleton
public class RegradeSchedule {

    private static final String JOB = "grade-assignment";

    @Inject private RegradeWork work;
    @Inject private AttendedAlone alone;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void look() {
        var busy = new HashSet<CourseId>();
        for (RegradeWork.Errand errand : work.errands()) {
            boolean hasTurn = !errand.wanted() || busy.add(errand.course());
            boolean waits = errand.execution().isEmpty() && !hasTurn;
            if (!waits) {
                alone.attend("regrade." + errand.regrade(), job(errand));
            }
        }
    }

    private JobAttendant.Errand job(RegradeWork.Errand errand) {
        var parameters = new Properties();
        parameters.setProperty("regrade", errand.regrade().toString());
        return new JobAttendant.Errand(
                JOB,
                parameters,
                errand.wanted(),
                errand.execution(),
                errand.aliveAt(),
                () -> work.beat(errand.regrade()),
                execution -> work.runsAs(errand.regrade(), execution));
    }
}

package ai.ecode.batch;

import ai.ecode.shared.ClusterLock;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Attends to each job in a transaction of its own, so that one which cannot be brought where people want it holds up no other,
/// and by one server at a time.
@Stateless
public class AttendedAlone {

    private static final Logger LOG = Logger.getLogger(AttendedAlone.class.getName());

    @Inject private JobAttendant attendant;
    @Inject private ClusterLock lock;
    @Resource private SessionContext context;

    /// @param name of the lock under which it is done; when another server has it, that attends to the job
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void attend(String name, JobAttendant.Errand errand) {
        if (!lock.tryForTransaction(name)) {
            return;
        }
        try {
            attendant.attend(errand);
        } catch (RuntimeException failure) {
            context.setRollbackOnly();
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "The job of " + name + " could not be attended to");
        }
    }
}

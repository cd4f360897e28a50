package ai.ecode.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;

/// Where every feature writes down what was done. Sealing (numbering into a hash tree) happens later, from the rows
/// written here.
@Stateless
public class AuditTrail {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private Event<DeedRecorded> recorded;

    /// Writes the deed in the caller's transaction: both stand or neither does.
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void record(Deed deed) {
        write(deed);
    }

    /// Writes the deed in a transaction of its own, for denials and failures whose transaction rolls back, and for deeds
    /// that need no transaction.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void recordApart(Deed deed) {
        write(deed);
    }

    private void write(Deed deed) {
        entities.persist(new AuditEvent(deed, clock.instant()));
        recorded.fire(new DeedRecorded(deed.action(), deed.outcome()));
    }
}

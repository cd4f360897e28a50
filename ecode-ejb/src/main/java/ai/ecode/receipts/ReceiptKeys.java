package ai.ecode.receipts;

import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Vault;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The keys of this installation for receipts: one that signs, and those that have signed.
@Stateless
public class ReceiptKeys {

    private static final Logger LOG = Logger.getLogger(ReceiptKeys.class.getName());

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Vault vault;
    @Inject private Clock clock;
    @Inject private Event<ReceiptKeyMade> made;

    @Inject
    @ConfigProperty(name = "ecode.receipts.key-life", defaultValue = "P365D")
    private Duration life;

    @Inject
    @ConfigProperty(name = "ecode.receipts.keys-since")
    private Optional<Instant> since;

    /// The one to sign with now, made when there is none that is young enough; empty when the installation keeps no secrets.
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Optional<SigningKey> current() {
        if (!canSeal()) {
            return Optional.empty();
        }
        return newest().flatMap(this::opened)
                .or(() -> {
                    lock();
                    return newest().flatMap(this::opened).or(() -> Optional.of(fresh()));
                });
    }

    private boolean canSeal() {
        try {
            return !vault.currentKey().isEmpty();
        } catch (ECodeException none) {
            return false;
        }
    }

    private Optional<ReceiptKey> newest() {
        Instant oldest = clock.instant().minus(life);
        return entities.createQuery(
                        "select k from ReceiptKey k where k.createdAt > :oldest order by k.createdAt desc",
                        ReceiptKey.class)
                .setParameter("oldest", since.filter(start -> start.isAfter(oldest)).orElse(oldest))
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /// Empty when what it was sealed with is lost: then it has signed its last receipt.
    private Optional<SigningKey> opened(ReceiptKey key) {
        try {
            return Optional.of(key.open(vault));
        } catch (ECodeException lost) {
            LOG.log(Level.WARNING, "A key for receipts cannot be opened; a new one is made", lost);
            return Optional.empty();
        }
    }

    /// Two servers that need one make one.
    private void lock() {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtext('receipt keys'))")
                .getSingleResult();
    }

    private SigningKey fresh() {
        SigningKey key = SigningKey.random();
        entities.persist(new ReceiptKey(key, vault, clock.instant()));
        made.fire(new ReceiptKeyMade(key.verifying()));
        return key;
    }

    /// All that ever signed, newest first.
    public List<VerifyingKey> all() {
        return entities.createQuery(
                        "select k from ReceiptKey k order by k.createdAt desc", ReceiptKey.class)
                .getResultStream()
                .map(ReceiptKey::verifying)
                .toList();
    }

    /// One that has signed something.
    public VerifyingKey require(String id) {
        return Optional.ofNullable(entities.find(ReceiptKey.class, id))
                .map(ReceiptKey::verifying)
                .orElseThrow(() -> new IllegalStateException("There is no key " + id));
    }

    /// Seals with the present key of the installation what former ones sealed.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void reseal() {
        Set<String> former = vault.formerKeys();
        if (!former.isEmpty()) {
            entities.createQuery(
                            "select k from ReceiptKey k where k.sealedBy in :former",
                            ReceiptKey.class)
                    .setParameter("former", former)
                    .getResultList()
                    .forEach(key -> key.reseal(vault));
        }
    }
}

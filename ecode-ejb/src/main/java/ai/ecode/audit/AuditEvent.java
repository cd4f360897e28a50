package ai.ecode.audit;

import ai.ecode.identity.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of the ledger. Written once with the deed's transaction and never changed: the database refuses updates and
/// deletes of this table.
@Entity
@Table(name = "audit_events")
public class AuditEvent {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long number;

    @Column(nullable = false)
    private Instant at;

    @Column(nullable = false)
    private UUID organization;

    @Column(name = "actor_id")
    private @Nullable UUID actorId;

    @Column(name = "actor")
    private String actor;

    @Column(nullable = false)
    private String action;

    @Column(nullable = false)
    private String object;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Deed.Outcome outcome;

    @Column private @Nullable String address;

    @Convert(converter = JsonObject.class)
    @Column(name = "state_before")
    private @Nullable Map<String, Object> before;

    @Convert(converter = JsonObject.class)
    @Column(name = "state_after")
    private @Nullable Map<String, Object> after;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected AuditEvent() {}

    AuditEvent(Deed deed, Instant at) {
        Caller caller = deed.actor();
        this.at = at;
        this.organization = deed.organization().value();
        this.actorId = caller == null ? null : caller.user().value();
        this.actor = caller == null ? "platform" : caller.name();
        this.action = deed.action();
        this.object = deed.object();
        this.outcome = deed.outcome();
        this.address = caller == null ? null : caller.address();
        this.before = deed.before();
        this.after = deed.after();
    }

    /// Place in the ledger, ascending, assigned by the database; gaps are possible after a rollback.
    public long number() {
        if (number == null) {
            throw new IllegalStateException("An audit event has its number once it is written.");
        }
        return number;
    }

    public Instant at() {
        return at;
    }

    /// User name, or `platform`.
    public String actor() {
        return actor;
    }

    public String action() {
        return action;
    }

    public String object() {
        return object;
    }

    public Deed.Outcome outcome() {
        return outcome;
    }

    public @Nullable String address() {
        return address;
    }

    public @Nullable Map<String, Object> before() {
        return before;
    }

    public @Nullable Map<String, Object> after() {
        return after;
    }
}

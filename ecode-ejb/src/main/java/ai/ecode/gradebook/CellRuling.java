package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a teacher says of somebody's work in the place of what happened, and why. It holds until it is taken back.
@Entity
@Table(name = "gradebook_rulings")
public class CellRuling {

    static final int LONGEST_REASON = 500;

    /// What is said.
    public enum Kind {
        /// It is left out of everything.
        EXCUSED,
        /// It counts, with nothing, whatever was handed in.
        MISSING
    }

    @Id private UUID id;

    @Column private @Nullable UUID assignment;

    @Column private @Nullable UUID item;

    @Column(nullable = false)
    private UUID enrolment;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Kind kind;

    @Column(nullable = false)
    private String reason;

    @Column(name = "by_name", nullable = false)
    private String by;

    @Column(nullable = false)
    private Instant at;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected CellRuling() {}

    @SuppressWarnings("NullAway.Init") // say sets the rest
    CellRuling(GradeColumn column, UUID enrolment) {
        this.id = UUID.randomUUID();
        this.assignment = column.isItem() ? null : column.id();
        this.item = column.isItem() ? column.id() : null;
        this.enrolment = enrolment;
    }

    /// @throws ECodeException without a reason, or for one that is too long
    static String checked(String reason) {
        String stripped = reason.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_REASON
                || stripped.indexOf('\0') >= 0) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "Say why, in at most %d characters. Nothing was changed."
                                    .formatted(LONGEST_REASON))
                    .with("field", "reason");
        }
        return stripped;
    }

    void say(Kind said, String why, Caller who, Instant now) {
        reason = checked(why);
        kind = said;
        by = who.name();
        at = now;
    }

    /// For the ledger.
    Map<String, Object> described() {
        var described = new TreeMap<String, Object>();
        described.put("state", kind.name().toLowerCase(Locale.ROOT));
        described.put("reason", reason);
        return described;
    }

    /// Of an assignment or an item.
    UUID column() {
        return assignment != null ? assignment : java.util.Objects.requireNonNull(item);
    }

    UUID enrolment() {
        return enrolment;
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return reason;
    }

    /// User name.
    public String by() {
        return by;
    }
}

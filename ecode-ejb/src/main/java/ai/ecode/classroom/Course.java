package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.INVALID_NAME;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A course in a term. It is open until it is archived; then it can be looked at and copied but not changed, and taken out of
/// the archive again.
@Entity
@Table(name = "courses")
public class Course {

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TERM = 50;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID organization;

    @Column(nullable = false)
    private String title;

    @Column(nullable = false)
    private String term;

    @Column(name = "time_zone", nullable = false)
    private String timeZone;

    @Column(name = "late_days", nullable = false)
    private int lateDays;

    @Column private @Nullable String invitation;

    @Column(name = "created_by_name", nullable = false)
    private String createdBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Course() {}

    Course(Caller teacher, String title, String term, String timeZone, Instant now) {
        this.id = UUID.randomUUID();
        this.organization = teacher.organization().value();
        this.title = text("title", title, LONGEST_TITLE);
        this.term = text("term", term, LONGEST_TERM);
        this.timeZone = zone(timeZone);
        this.createdBy = teacher.name();
        this.createdAt = now;
    }

    private static String text(String what, String text, int longest) {
        String stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.codePointCount(0, stripped.length()) > longest
                || stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                            INVALID_NAME,
                            "The %s of a course has 1 to %d characters in one line."
                                    .formatted(what, longest))
                    .with("field", what);
        }
        return stripped;
    }

    private static String zone(String name) {
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException unknown) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "“%s” is no time zone; one is Europe/Vienna.".formatted(name),
                            unknown)
                    .with("field", "timeZone");
        }
    }

    /// What is null stays.
    void change(
            @Nullable String newTitle,
            @Nullable String newTerm,
            @Nullable String newTimeZone,
            @Nullable Integer newLateDays) {
        requireOpen();
        title = newTitle == null ? title : text("title", newTitle, LONGEST_TITLE);
        term = newTerm == null ? term : text("term", newTerm, LONGEST_TERM);
        timeZone = newTimeZone == null ? timeZone : zone(newTimeZone);
        lateDays = newLateDays == null ? lateDays : days(newLateDays);
    }

    /// Is taught in the same way as this one.
    void follow(Course original) {
        lateDays = original.lateDays;
    }

    private static int days(int days) {
        if (days < 0 || days > LateDays.MOST) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A student has between 0 and %d late days. Nothing was changed."
                                    .formatted(LateDays.MOST))
                    .with("field", "lateDays");
        }
        return days;
    }

    /// Nobody can join from now on with an earlier code.
    void invite(Invitation wanted) {
        requireOpen();
        invitation = wanted.code();
    }

    void closeInvitation() {
        invitation = null;
    }

    /// Archiving twice is not an error. The invitation ends with it.
    void archive(Instant now) {
        if (archivedAt == null) {
            archivedAt = now;
            closeInvitation();
        }
    }

    void reopen() {
        archivedAt = null;
    }

    /// @throws ECodeException `CONFLICT` when it is archived
    public void requireOpen() {
        if (archivedAt != null) {
            throw new ECodeException(
                    CONFLICT,
                    "The course “%s” is archived. Take it out of the archive to change it."
                            .formatted(title));
        }
    }

    public CourseId id() {
        return new CourseId(id);
    }

    public OrganizationId organization() {
        return new OrganizationId(organization);
    }

    public String title() {
        return title;
    }

    /// In the school's own words, such as `Autumn 2026`.
    public String term() {
        return term;
    }

    /// Dates of the course are shown in this zone.
    public ZoneId timeZone() {
        return ZoneId.of(timeZone);
    }

    /// Each student's, for all assignments together: see [LateDays].
    public int lateDays() {
        return lateDays;
    }

    /// Empty while nobody can join by code.
    public Optional<Invitation> invitation() {
        return Optional.ofNullable(invitation).map(Invitation::new);
    }

    /// User name.
    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> archivedAt() {
        return Optional.ofNullable(archivedAt);
    }
}

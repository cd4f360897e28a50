package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;

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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that the students of a course are given to do. It is a draft, which only those who run the course see, until it is
/// published; it can become a draft again while nobody has submitted anything.
@Entity
@Table(name = "assignments")
public class Assignment {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID course;

    @Column(nullable = false)
    private String title;

    @Column(nullable = false)
    private String statement;

    @Column(nullable = false)
    private int points;

    @Column(name = "opens_at")
    private @Nullable Instant opensAt;

    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @Column(name = "closes_at")
    private @Nullable Instant closesAt;

    @Column(name = "late_percent", nullable = false)
    private int latePercent;

    @Enumerated(EnumType.STRING)
    @Column(name = "late_unit", nullable = false)
    private LatePolicy.Unit lateUnit;

    @Column(name = "grace_minutes", nullable = false)
    private int graceMinutes;

    @Column private @Nullable Integer attempts;

    @Column(name = "cooldown_seconds", nullable = false)
    private int cooldownSeconds;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Counting counting;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Release release;

    @Column private @Nullable UUID starter;

    @Column(name = "created_by_name", nullable = false)
    private String createdBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "published_at")
    private @Nullable Instant publishedAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Assignment() {}

    /// A draft.
    @SuppressWarnings("NullAway.Init") // the plan sets them
    Assignment(Caller teacher, CourseId course, AssignmentPlan plan, Instant now) {
        this.id = UUID.randomUUID();
        this.course = course.value();
        this.createdBy = teacher.name();
        this.createdAt = now;
        set(plan);
    }

    void change(AssignmentPlan plan) {
        set(plan);
    }

    private void set(AssignmentPlan plan) {
        title = plan.title();
        statement = plan.statement();
        points = plan.points();
        opensAt = plan.dates().opens();
        dueAt = plan.dates().due();
        closesAt = plan.dates().closes();
        latePercent = plan.late().percent();
        lateUnit = plan.late().unit();
        graceMinutes = plan.late().graceMinutes();
        attempts = plan.attempts();
        cooldownSeconds = plan.cooldownSeconds();
        counting = plan.counting();
        release = plan.release();
    }

    /// Everything that was said about it.
    public AssignmentPlan plan() {
        return new AssignmentPlan(
                title,
                statement,
                points,
                new Dates(opensAt, dueAt, closesAt),
                new LatePolicy(latePercent, lateUnit, graceMinutes),
                attempts,
                cooldownSeconds,
                counting,
                release);
    }

    /// Publishing twice is not an error.
    void publish(Instant now) {
        publishedAt = publishedAt == null ? now : publishedAt;
    }

    /// @throws ECodeException `CONFLICT` when somebody has submitted something
    void withdraw(long submissions) {
        if (publishedAt != null && submissions > 0) {
            throw new ECodeException(
                    CONFLICT,
                    "“%s” has %d submissions already: it stays published. Set the date on which it closes to end it."
                            .formatted(title, submissions));
        }
        publishedAt = null;
    }

    /// Whoever opens it from now on begins with these files.
    ///
    /// @return those it had before
    Optional<UUID> begin(UUID files) {
        Optional<UUID> before = starter();
        starter = files;
        return before;
    }

    /// Another with each change of what was said about it.
    public long version() {
        return version;
    }

    public AssignmentId id() {
        return new AssignmentId(id);
    }

    public CourseId course() {
        return new CourseId(course);
    }

    public String title() {
        return title;
    }

    public OptionalInt attempts() {
        return attempts == null ? OptionalInt.empty() : OptionalInt.of(attempts);
    }

    /// A snapshot; empty when it begins with nothing.
    public Optional<UUID> starter() {
        return Optional.ofNullable(starter);
    }

    /// User name.
    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// Empty for a draft.
    public Optional<Instant> publishedAt() {
        return Optional.ofNullable(publishedAt);
    }
}

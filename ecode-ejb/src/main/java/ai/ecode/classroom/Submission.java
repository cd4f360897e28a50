package ai.ecode.classroom;

import ai.ecode.files.Snapshot;
import ai.ecode.identity.User;
import ai.ecode.identity.UserId;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody handed in: files as they were at one moment. Nothing of it ever changes.
@Entity
@Table(name = "submissions")
public class Submission {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID person;

    @Column(name = "user_name", nullable = false)
    private String userName;

    @Column(nullable = false)
    private String name;

    @OneToMany(mappedBy = "submission", cascade = CascadeType.PERSIST)
    private List<SubmissionPerson> people;

    @Column(name = "group_name")
    private @Nullable String group;

    @Column(nullable = false)
    private int attempt;

    @Column(nullable = false)
    private UUID tree;

    @Column(nullable = false)
    private String digest;

    @Column(nullable = false)
    private long bytes;

    @Column(nullable = false)
    private int entries;

    @Column(name = "received_at", nullable = false)
    private Instant receivedAt;

    @Column(name = "request_key")
    private @Nullable String key;

    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @Column(name = "late_days", nullable = false)
    private int lateDays;

    @Column(name = "late_off", nullable = false)
    private int lateOff;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Submission() {}

    Submission(
            AssignmentId assignment,
            User person,
            Team team,
            int attempt,
            Snapshot files,
            HandIn asked,
            @Nullable Instant dueAt,
            int lateDays,
            int lateOff) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        this.person = person.id().value();
        this.userName = person.name();
        this.name = person.fullName();
        this.people = team.people().stream().map(one -> new SubmissionPerson(this, one)).toList();
        this.group = team.group().map(StudentGroup::name).orElse(null);
        this.attempt = attempt;
        this.tree = files.id();
        this.digest = files.digest().hex();
        this.bytes = files.bytes();
        this.entries = files.entries();
        this.receivedAt = asked.at();
        this.key = asked.key();
        this.dueAt = dueAt;
        this.lateDays = lateDays;
        this.lateOff = lateOff;
    }

    public SubmissionId id() {
        return new SubmissionId(id);
    }

    public AssignmentId assignment() {
        return new AssignmentId(assignment);
    }

    /// Who made it.
    public UserId person() {
        return new UserId(person);
    }

    /// Whom it counts for: who made it, and who was in their group then.
    public Set<UserId> people() {
        return people.stream()
                .map(SubmissionPerson::person)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Name of their group then; empty for somebody who worked alone.
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    public String userName() {
        return userName;
    }

    /// As the account said then.
    public String name() {
        return name;
    }

    /// From 1, for each person or group and assignment.
    public int attempt() {
        return attempt;
    }

    /// A snapshot.
    public UUID files() {
        return tree;
    }

    /// As [Snapshot#digest] says.
    public String digest() {
        return digest;
    }

    public long bytes() {
        return bytes;
    }

    /// Files, folders and links.
    public int entries() {
        return entries;
    }

    /// When the request came; this counts.
    public Instant receivedAt() {
        return receivedAt;
    }

    /// What was due for this person then, with the late days they spent.
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    /// By how many days of theirs the due date was moved then, with those of earlier attempts.
    public int lateDays() {
        return lateDays;
    }

    /// Percent taken off the score for being late.
    public int lateOff() {
        return lateOff;
    }
}

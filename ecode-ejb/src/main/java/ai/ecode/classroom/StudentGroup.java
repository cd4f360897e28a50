package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.INVALID_NAME;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/// Students who work on an assignment together, in one workspace. What one of them submits is everybody's.
@Entity
@Table(name = "student_groups")
public class StudentGroup {

    static final int LONGEST_NAME = 100;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private String name;

    @Column(name = "created_by_name", nullable = false)
    private String createdBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected StudentGroup() {}

    StudentGroup(Caller by, AssignmentId assignment, String name, Instant now) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        this.name = checked(name);
        this.createdBy = by.name();
        this.createdAt = now;
    }

    void rename(String newName) {
        name = checked(newName);
    }

    private static String checked(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.codePointCount(0, stripped.length()) > LONGEST_NAME
                || stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                            INVALID_NAME,
                            "The name of a group has 1 to %d characters in one line."
                                    .formatted(LONGEST_NAME))
                    .with("field", "name");
        }
        return stripped;
    }

    public UUID id() {
        return id;
    }

    public AssignmentId assignment() {
        return new AssignmentId(assignment);
    }

    /// No two of an assignment have the same, whatever their case.
    public String name() {
        return name;
    }

    /// User name.
    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }
}

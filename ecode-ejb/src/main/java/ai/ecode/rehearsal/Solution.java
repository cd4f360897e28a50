package ai.ecode.rehearsal;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.files.Snapshot;
import ai.ecode.grading.ModelSolution;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/// The row of a [ModelSolution] of an assignment. Of the reference there is at most one.
@Entity
@Table(name = "solutions")
public class Solution {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private ModelSolution.Kind kind;

    @Column(nullable = false)
    private UUID tree;

    @Column(nullable = false)
    private String digest;

    @Column(nullable = false)
    private long bytes;

    @Column(nullable = false)
    private int entries;

    @Column(name = "changed_at", nullable = false)
    private Instant changedAt;

    @Column(name = "changed_by_name", nullable = false)
    private String changedBy;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Solution() {}

    @SuppressWarnings("NullAway.Init") // change sets the rest
    Solution(
            AssignmentId assignment,
            String name,
            ModelSolution.Kind kind,
            Snapshot files,
            String by,
            Instant now) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        change(name, kind, files, by, now);
    }

    /// The same one for a copy of its assignment.
    ///
    /// @param files a copy of its snapshot
    Solution(AssignmentId assignment, Solution original, UUID files) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        this.name = original.name;
        this.kind = original.kind;
        this.tree = files;
        this.digest = original.digest;
        this.bytes = original.bytes;
        this.entries = original.entries;
        this.changedAt = original.changedAt;
        this.changedBy = original.changedBy;
    }

    /// @param by user name
    void change(
            String newName, ModelSolution.Kind newKind, Snapshot files, String by, Instant now) {
        name = newName;
        kind = newKind;
        tree = files.id();
        digest = files.digest().hex();
        bytes = files.bytes();
        entries = files.entries();
        changedBy = by;
        changedAt = now;
    }

    public SolutionId id() {
        return new SolutionId(id);
    }

    public AssignmentId assignment() {
        return new AssignmentId(assignment);
    }

    public String name() {
        return name;
    }

    public ModelSolution.Kind kind() {
        return kind;
    }

    /// A snapshot.
    UUID files() {
        return tree;
    }

    /// As [Snapshot#digest] says.
    String digest() {
        return digest;
    }

    public long bytes() {
        return bytes;
    }

    /// Files and folders.
    public int entries() {
        return entries;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /// User name.
    public String changedBy() {
        return changedBy;
    }
}

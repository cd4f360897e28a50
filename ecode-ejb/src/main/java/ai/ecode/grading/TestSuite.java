package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.files.ContentHash;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the submissions to one assignment are tested; its tests are [SuiteTest]s and [SuiteFile]s.
@Entity
@Table(name = "test_suites")
public class TestSuite {

    @Id private UUID assignment;

    @Column(nullable = false)
    private String language;

    @Column private @Nullable String main;

    @Column(name = "cpu_millis", nullable = false)
    private long cpuMillis;

    @Column(name = "memory_bytes", nullable = false)
    private long memoryBytes;

    @Column(nullable = false)
    private int processes;

    @Column(name = "output_bytes", nullable = false)
    private long outputBytes;

    @Column(name = "wall_millis", nullable = false)
    private long wallMillis;

    @Column(name = "file_bytes", nullable = false)
    private long fileBytes;

    @Column(name = "tells_hidden_count", nullable = false)
    private boolean tellsHiddenCount;

    @Column(name = "changed_at", nullable = false)
    private Instant changedAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected TestSuite() {}

    @SuppressWarnings("NullAway.Init") // change sets the rest
    TestSuite(AssignmentId assignment, SuitePlan plan, Instant now) {
        this.assignment = assignment.value();
        change(plan, now);
    }

    /// Another after each change.
    long version() {
        return version;
    }

    void change(SuitePlan plan, Instant now) {
        language = plan.language();
        main = plan.main().orElse(null);
        cpuMillis = plan.budget().cpuMillis();
        memoryBytes = plan.budget().memoryBytes();
        processes = plan.budget().processes();
        outputBytes = plan.budget().outputBytes();
        wallMillis = plan.budget().wallMillis();
        fileBytes = plan.budget().fileBytes();
        tellsHiddenCount = plan.tellsHiddenCount();
        changedAt = now;
    }

    /// With its tests.
    SuitePlan plan(List<Trial> tests, List<TestFile> files) {
        return new SuitePlan(
                language,
                Optional.ofNullable(main),
                new Budget(cpuMillis, memoryBytes, processes, outputBytes, wallMillis, fileBytes),
                tellsHiddenCount,
                tests,
                files);
    }

    Instant changedAt() {
        return changedAt;
    }

    /// SHA-256 of everything that decides a score.
    static ContentHash digest(SuitePlan plan) {
        return SuiteText.of(plan).digest();
    }
}

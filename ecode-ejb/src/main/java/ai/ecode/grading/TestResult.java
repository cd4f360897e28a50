package ai.ecode.grading;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.runtime.Usage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of one test of one submission, with what it was tested with then.
@Entity
@Table(name = "test_results")
public class TestResult {

    /// What a test looks at.
    public enum Kind {
        /// What a program writes.
        OUTPUT,
        /// What its parts do.
        UNIT
    }

    @Id private UUID id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Kind kind;

    @Column(nullable = false)
    private UUID submission;

    @Column(nullable = false)
    private int position;

    @Column(nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Visibility visibility;

    @Column(nullable = false)
    private int weight;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private TestOutcome outcome;

    @Column(nullable = false)
    private int runs;

    @Column(name = "cpu_millis", nullable = false)
    private long cpuMillis;

    @Column(name = "wall_millis", nullable = false)
    private long wallMillis;

    @Column(name = "peak_memory_bytes", nullable = false)
    private long peakMemoryBytes;

    @Column(nullable = false)
    private String input;

    @Column(nullable = false)
    private String expected;

    @Enumerated(EnumType.STRING)
    @Column
    private @Nullable Comparison comparison;

    @Column(nullable = false)
    private String actual;

    @Column(nullable = false)
    private String errors;

    @Column(nullable = false)
    private int percent;

    @Column(nullable = false)
    private String remark;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected TestResult() {}

    TestResult(SubmissionId submission, int position, Graded.Result result) {
        Tested test = result.test();
        Usage usage = result.usage();
        this.id = UUID.randomUUID();
        this.submission = submission.value();
        this.position = position;
        this.name = test.name();
        this.visibility = test.visibility();
        this.weight = test.weight();
        this.outcome = result.outcome();
        this.runs = result.runs();
        this.cpuMillis = usage.cpuMillis();
        this.wallMillis = usage.wallMillis();
        this.peakMemoryBytes = usage.peakMemoryBytes();
        this.kind = result.kind();
        this.input = result.input();
        this.expected = result.expected();
        this.comparison = result.comparison().orElse(null);
        this.actual = result.actual();
        this.errors = result.errors();
        this.percent = result.percent();
        this.remark = result.remark();
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public Visibility visibility() {
        return visibility;
    }

    public int weight() {
        return weight;
    }

    public TestOutcome outcome() {
        return outcome;
    }

    /// 2 when the first result was too near a limit to be trusted.
    public int runs() {
        return runs;
    }

    public long cpuMillis() {
        return cpuMillis;
    }

    public long wallMillis() {
        return wallMillis;
    }

    public long peakMemoryBytes() {
        return peakMemoryBytes;
    }

    /// The beginning of it, as of the next three.
    public String input() {
        return input;
    }

    public String expected() {
        return expected;
    }

    /// Empty for what no output is compared in.
    public Optional<Comparison> comparison() {
        return Optional.ofNullable(comparison);
    }

    /// What it wrote to its standard output.
    public String actual() {
        return actual;
    }

    /// What it wrote to its standard error; of a unit test, what it says of its failure.
    public String errors() {
        return errors;
    }

    /// Of its weight, from 0 to 100.
    public int percent() {
        return percent;
    }

    /// What a program of the teacher's says of it to who submitted; empty when it says nothing.
    public String remark() {
        return remark;
    }
}

package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The row of a [Trial] of a [TestSuite].
@Entity
@Table(name = "suite_tests")
public class SuiteTest {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private int position;

    @Column(nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Visibility visibility;

    @Column(nullable = false)
    private int weight;

    @Column(nullable = false)
    private String input;

    @Column(nullable = false)
    private String arguments;

    @Column(nullable = false)
    private String expected;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Comparison comparison;

    @Column(nullable = false)
    private double tolerance;

    @Column private @Nullable String checker;

    @Column(nullable = false)
    private boolean quarantined;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected SuiteTest() {}

    SuiteTest(AssignmentId assignment, int position, Trial test) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        this.position = position;
        this.name = test.name();
        this.visibility = test.visibility();
        this.weight = test.fullWeight();
        this.input = test.input();
        this.arguments = Json.createArrayBuilder(test.arguments()).build().toString();
        this.expected = test.expected();
        this.comparison = test.comparison();
        this.tolerance = test.tolerance();
        this.checker = test.checker().orElse(null);
        this.quarantined = test.quarantined();
    }

    Trial trial() {
        try (var reader = Json.createReader(new StringReader(arguments))) {
            List<String> texts =
                    reader.readArray().getValuesAs(JsonString.class).stream()
                            .map(JsonString::getString)
                            .toList();
            return new Trial(
                    name,
                    visibility,
                    weight,
                    input,
                    texts,
                    expected,
                    comparison,
                    tolerance,
                    Optional.ofNullable(checker),
                    quarantined);
        }
    }
}

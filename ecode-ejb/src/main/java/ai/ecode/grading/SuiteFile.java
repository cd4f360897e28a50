package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
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

/// The row of a [TestFile] of a [TestSuite].
@Entity
@Table(name = "suite_files")
public class SuiteFile {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private int position;

    @Column(nullable = false)
    private String path;

    @Column(nullable = false)
    private String content;

    @Enumerated(EnumType.STRING)
    @Column
    private @Nullable Framework framework;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Visibility visibility;

    @Column(nullable = false)
    private int weight;

    @Column(nullable = false)
    private String cases;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected SuiteFile() {}

    SuiteFile(AssignmentId assignment, int position, TestFile file) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        this.position = position;
        this.path = file.path();
        this.content = file.content();
        this.framework = file.framework().orElse(null);
        this.visibility = file.visibility();
        this.weight = file.weight();
        this.cases = json(file).build().toString();
    }

    TestFile file() {
        try (var reader = Json.createReader(new StringReader(cases))) {
            List<UnitCase> all =
                    reader.readArray().getValuesAs(JsonObject.class).stream()
                            .map(one -> unitCase(path, one))
                            .toList();
            return new TestFile(
                    path, content, Optional.ofNullable(framework), visibility, weight, all);
        }
    }

    /// One test of a file, as [#json] wrote it, or [SuiteText].
    static UnitCase unitCase(String path, JsonObject one) {
        return new UnitCase(
                path,
                one.getString("test"),
                Visibility.valueOf(one.getString("visibility")),
                one.getInt("weight"),
                one.getBoolean("quarantined", false));
    }

    /// The tests of a file, as they are stored.
    private static JsonArrayBuilder json(TestFile file) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (UnitCase one : file.cases()) {
            all.add(
                    Json.createObjectBuilder()
                            .add("test", one.test())
                            .add("visibility", one.visibility().name())
                            .add("weight", one.fullWeight())
                            .add("quarantined", one.quarantined()));
        }
        return all;
    }
}

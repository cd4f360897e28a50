package ai.ecode.receipts;

import ai.ecode.grading.SuiteText;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;

/// A suite as it was when something was graded with it; it stays when the assignment gets another.
@Entity
@Table(name = "graded_suites")
public class GradedSuite {

    @Id private String digest;

    @Column(nullable = false)
    private String content;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected GradedSuite() {}

    SuiteText text() {
        return new SuiteText(content.getBytes(StandardCharsets.UTF_8));
    }
}

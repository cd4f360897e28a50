package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.INVALID_NAME;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.CourseId;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something of a course that is judged outside of the platform, such as an oral exam: people type in the scores. Students know
/// of it, and see their scores, when it is released.
@Entity
@Table(name = "gradebook_items")
public class GradeItem {

    static final int LONGEST_TITLE = 200;
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(10_000);

    @Id private UUID id;

    @jakarta.persistence.Column(nullable = false)
    private UUID course;

    @jakarta.persistence.Column(nullable = false)
    private String title;

    @jakarta.persistence.Column(nullable = false)
    private BigDecimal points;

    @jakarta.persistence.Column(nullable = false)
    private UUID category;

    @jakarta.persistence.Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @jakarta.persistence.Column(name = "released_at")
    private @Nullable Instant releasedAt;

    @jakarta.persistence.Column(name = "released_by_name")
    private @Nullable String releasedBy;

    @Version private long version;

    /// What a teacher says about one.
    ///
    /// @param points of a perfect score, more than 0
    public record Terms(String title, BigDecimal points, UUID category) {

        public Terms {
            title = title.strip();
            if (title.isEmpty()
                    || title.codePointCount(0, title.length()) > LONGEST_TITLE
                    || title.codePoints().anyMatch(Character::isISOControl)) {
                throw new ECodeException(
                                INVALID_NAME,
                                "The title of a column has 1 to %d characters in one line. Nothing was changed."
                                        .formatted(LONGEST_TITLE))
                        .with("field", "title");
            }
            if (points.signum() <= 0 || points.compareTo(MOST_POINTS) > 0 || points.scale() > 4) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "points is more than 0 and at most %s, with at most 4 decimals. Nothing was changed."
                                        .formatted(MOST_POINTS))
                        .with("field", "points");
            }
        }
    }

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected GradeItem() {}

    @SuppressWarnings("NullAway.Init") // change sets the rest
    GradeItem(CourseId course, Terms terms, Instant now) {
        this.id = UUID.randomUUID();
        this.course = course.value();
        this.createdAt = now;
        change(terms);
    }

    final void change(Terms terms) {
        title = terms.title();
        points = terms.points();
        category = terms.category();
    }

    void move(UUID wanted) {
        category = wanted;
    }

    void release(Caller by, Instant now) {
        releasedAt = now;
        releasedBy = by.name();
    }

    void withdraw() {
        releasedAt = null;
        releasedBy = null;
    }

    /// For the ledger.
    Map<String, Object> described() {
        var described = new TreeMap<String, Object>();
        described.put("title", title);
        described.put("points", points.toPlainString());
        described.put("category", category.toString());
        return described;
    }

    public UUID id() {
        return id;
    }

    public CourseId course() {
        return new CourseId(course);
    }

    public String title() {
        return title;
    }

    public BigDecimal points() {
        return points;
    }

    UUID category() {
        return category;
    }

    Instant createdAt() {
        return createdAt;
    }

    /// Empty while students know nothing of it.
    public Optional<Instant> releasedAt() {
        return Optional.ofNullable(releasedAt);
    }
}

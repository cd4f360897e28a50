package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// By what criteria people judge submissions, each with levels that are worth points.
public record Rubric(List<Criterion> criteria) {

    static final Rubric NONE = new Rubric(List.of());

    private static final int MOST_CRITERIA = 50;
    private static final int MOST_LEVELS = 20;
    private static final int LONGEST_TITLE = 500;
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(10_000);

    public Rubric {
        criteria = List.copyOf(criteria);
        if (criteria.size() > MOST_CRITERIA) {
            throw refused("criteria", "A rubric has at most %d criteria.".formatted(MOST_CRITERIA));
        }
        var ids = new HashSet<UUID>();
        for (Criterion one : criteria) {
            if (!ids.add(one.id()) || one.levels().stream().anyMatch(l -> !ids.add(l.id()))) {
                throw refused("id", "An id stands for two things: “%s”.".formatted(one.title()));
            }
        }
    }

    /// Something that is judged.
    public record Criterion(UUID id, String title, List<Level> levels) {

        public Criterion {
            title = checked("criterion", title);
            levels = List.copyOf(levels);
            if (levels.isEmpty() || levels.size() > MOST_LEVELS) {
                throw refused("levels", "“%s” has 1 to %d levels.".formatted(title, MOST_LEVELS));
            }
        }

        /// What the best level is worth.
        public BigDecimal points() {
            return levels.stream().map(Level::points).reduce(BigDecimal.ZERO, BigDecimal::max);
        }

        /// @throws ECodeException `MALFORMED_REQUEST` for one of another criterion
        Level require(UUID level) {
            return level(level)
                    .orElseThrow(
                            () -> refused("level", "“%s” has no such level.".formatted(title)));
        }

        Optional<Level> level(UUID level) {
            return levels.stream().filter(one -> one.id().equals(level)).findFirst();
        }
    }

    /// How well it was met.
    public record Level(UUID id, String title, BigDecimal points) {

        public Level {
            title = checked("level", title);
            if (points.signum() < 0 || points.compareTo(MOST_POINTS) > 0 || points.scale() > 2) {
                throw refused(
                        "points",
                        "The points of “%s” are between 0 and %s, with at most 2 decimals."
                                .formatted(title, MOST_POINTS));
            }
        }
    }

    private static String checked(String what, String title) {
        String stripped = title.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_TITLE
                || stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw refused(
                    "title",
                    "The title of a %s has 1 to %d characters in one line."
                            .formatted(what, LONGEST_TITLE));
        }
        return stripped;
    }

    private static ECodeException refused(String field, String why) {
        return new ECodeException(MALFORMED_REQUEST, why + " Nothing was changed.")
                .with("field", field);
    }

    /// What all of it is worth at best.
    public BigDecimal points() {
        return criteria.stream().map(Criterion::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// @throws ECodeException `NOT_FOUND`
    Criterion require(UUID criterion) {
        return criteria.stream()
                .filter(one -> one.id().equals(criterion))
                .findFirst()
                .orElseThrow(() -> ECodeException.notFound("The criterion"));
    }

    /// Made at its first use: the container loads this class on threads that do not find the provider.
    private static final class Binding {
        static final Jsonb JSON = JsonbBuilder.create();
    }

    String json() {
        return Binding.JSON.toJson(this);
    }

    static Rubric read(String json) {
        return Binding.JSON.fromJson(json, Rubric.class);
    }
}

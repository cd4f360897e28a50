package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// How the total of a course comes about.
///
/// @param missingAsZero whether what was due and not handed in counts, with nothing; otherwise it is left out
/// @param categories in their order; what belongs to none of them belongs to the first
public record GradePlan(boolean missingAsZero, List<Category> categories) {

    private static final int MOST_CATEGORIES = 20;
    private static final int LONGEST_TITLE = 100;
    private static final int MOST_DROPPED = 100;
    private static final BigDecimal MOST_WEIGHT = BigDecimal.valueOf(1_000);

    /// As it is until a teacher says otherwise: everything counts by its points.
    public static final GradePlan SIMPLE =
            new GradePlan(
                    false,
                    List.of(
                            new Category(
                                    new UUID(0, 1), "Assignments", BigDecimal.valueOf(100), 0)));

    public GradePlan {
        categories = List.copyOf(categories);
        if (categories.isEmpty() || categories.size() > MOST_CATEGORIES) {
            throw refused("categories", "There are 1 to %d categories.".formatted(MOST_CATEGORIES));
        }
        var ids = new HashSet<UUID>();
        var titles = new HashSet<String>();
        for (Category one : categories) {
            if (!ids.add(one.id())) {
                throw refused(
                        "id", "Two categories have the same id: “%s”.".formatted(one.title()));
            }
            if (!titles.add(one.title().toLowerCase(Locale.ROOT))) {
                throw refused("title", "Two categories are called “%s”.".formatted(one.title()));
            }
        }
    }

    /// @param weight percent of the total; the weights of all need not add up to 100
    /// @param dropLowest how many of somebody's are left out, those without which the rest is best
    public record Category(UUID id, String title, BigDecimal weight, int dropLowest) {

        public Category {
            title = title.strip();
            if (title.isEmpty()
                    || title.length() > LONGEST_TITLE
                    || title.codePoints().anyMatch(Character::isISOControl)) {
                throw refused(
                        "title",
                        "The title of a category has 1 to %d characters in one line."
                                .formatted(LONGEST_TITLE));
            }
            if (weight.signum() < 0 || weight.compareTo(MOST_WEIGHT) > 0 || weight.scale() > 2) {
                throw refused(
                        "weight",
                        "The weight of “%s” is between 0 and %s percent, with at most 2 decimals."
                                .formatted(title, MOST_WEIGHT));
            }
            if (dropLowest < 0 || dropLowest > MOST_DROPPED) {
                throw refused(
                        "dropLowest",
                        "Of “%s” 0 to %d are dropped.".formatted(title, MOST_DROPPED));
            }
        }
    }

    /// Of all categories; it is not made 100.
    public BigDecimal weights() {
        return categories.stream().map(Category::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// The one with that id, or the first.
    Category category(UUID id) {
        return categories.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(categories.getFirst());
    }

    /// @throws ECodeException `MALFORMED_REQUEST` for one of another course
    void require(UUID category) {
        if (categories.stream().noneMatch(one -> one.id().equals(category))) {
            throw refused("category", "The course has no such category.");
        }
    }

    private static ECodeException refused(String field, String why) {
        return new ECodeException(MALFORMED_REQUEST, why + " Nothing was changed.")
                .with("field", field);
    }

    /// Made at its first use: the container loads this class on threads that do not find the provider.
    private static final class Binding {
        static final Jsonb JSON = JsonbBuilder.create();
    }

    String json() {
        return Binding.JSON.toJson(this);
    }

    static GradePlan read(String json) {
        return Binding.JSON.fromJson(json, GradePlan.class);
    }
}

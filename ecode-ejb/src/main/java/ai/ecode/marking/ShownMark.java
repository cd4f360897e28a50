package ai.ecode.marking;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What whoever submitted is shown of a mark. It is kept as JSON, as it was released.
///
/// @param reason why a person said the score; null when it was reckoned
/// @param tests the public ones, and those that are seen after the due date
/// @param criteria of the rubric
public record ShownMark(
        BigDecimal score,
        BigDecimal points,
        @Nullable String reason,
        List<Test> tests,
        List<Criterion> criteria,
        List<Remark> comments) {

    /// @param percent of its weight that it earned
    /// @param reason why a person said that; null when the test did
    /// @param afterDue true when it is seen after the due date alone, else null
    public record Test(
            String name,
            int weight,
            int percent,
            @Nullable String reason,
            @Nullable Boolean afterDue) {}

    /// @param level what was reached; null where a person said the whole score before judging it, as the points and the note
    public record Criterion(
            String title,
            @Nullable String level,
            @Nullable BigDecimal points,
            BigDecimal best,
            @Nullable String note) {}

    /// @param path of the file; null for all of the submission, as the line
    public record Remark(@Nullable String path, @Nullable Integer line, String text, String by) {}

    /// Made at its first use: the container loads this class on threads that do not find the provider.
    private static final class Binding {
        static final Jsonb JSON = JsonbBuilder.create();
    }

    /// What is seen of it by somebody.
    ///
    /// @param isOverdue whether their own due date has passed
    ShownMark asSeen(boolean isOverdue) {
        return new ShownMark(
                score,
                points,
                reason,
                tests.stream()
                        .filter(one -> isOverdue || !Boolean.TRUE.equals(one.afterDue()))
                        .toList(),
                criteria,
                comments);
    }

    /// The same for equal marks.
    String json() {
        return Binding.JSON.toJson(this);
    }

    static ShownMark read(String json) {
        return Binding.JSON.fromJson(json, ShownMark.class);
    }
}

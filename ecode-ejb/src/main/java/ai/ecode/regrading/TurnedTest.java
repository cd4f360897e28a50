package ai.ecode.regrading;

import ai.ecode.grading.Graded;
import ai.ecode.grading.Scores;
import ai.ecode.grading.TestOutcome;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A test that says something else of a submission than before.
///
/// @param before null for a test that there was not
/// @param after null for one that there is no longer
public record TurnedTest(String name, @Nullable TestOutcome before, @Nullable TestOutcome after) {

    /// Made at its first use: the container loads this class on threads that do not find the provider.
    private static final class Binding {
        static final Jsonb JSON = JsonbBuilder.create();
    }

    /// Those that say something else, or have another weight, in the order of the new ones.
    static List<TurnedTest> between(List<Scores.Test> before, List<Graded.Result> after) {
        Map<String, Scores.Test> had = new HashMap<>();
        before.forEach(test -> had.put(test.name(), test));
        var turned = new ArrayList<TurnedTest>();
        for (Graded.Result now : after) {
            Scores.Test then = had.remove(now.test().name());
            if (then == null) {
                turned.add(new TurnedTest(now.test().name(), null, now.outcome()));
            } else if (then.outcome() != now.outcome()
                    || then.percent() != now.percent()
                    || then.weight() != now.test().weight()) {
                turned.add(new TurnedTest(then.name(), then.outcome(), now.outcome()));
            }
        }
        before.stream()
                .filter(test -> had.containsKey(test.name()))
                .map(gone -> new TurnedTest(gone.name(), gone.outcome(), null))
                .forEach(turned::add);
        return turned;
    }

    static String json(List<TurnedTest> tests) {
        return Binding.JSON.toJson(tests.toArray(TurnedTest[]::new));
    }

    static List<TurnedTest> read(String json) {
        return List.of(Binding.JSON.fromJson(json, TurnedTest[].class));
    }
}

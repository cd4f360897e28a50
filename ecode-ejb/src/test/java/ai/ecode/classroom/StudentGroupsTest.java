package ai.ecode.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentGroupsTest {

    private static List<UUID> people(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, '1'",
        "6, 3, '3 3'",
        "7, 3, '4 3'",
        "5, 3, '5'",
        "8, 3, '4 4'",
        "39, 20, '20 19'"
    })
    void whoIsLeftOverMakesGroupsLarger(int people, int size, String groups) {
        assertEquals(
                groups,
                String.join(
                        " ",
                        StudentGroups.shares(people(people), size).stream()
                                .map(Set::size)
                                .map(String::valueOf)
                                .toList()));
    }

    @Test
    void everybodyIsInOneGroupThatIsNotTooLarge() {
        for (int size = 2; size <= StudentGroups.MOST_MEMBERS; size++) {
            int of = size;
            IntStream.rangeClosed(1, 100)
                    .forEach(count -> {
                        List<UUID> all = people(count);
                        var shared = new HashSet<UUID>();
                        int places = 0;
                        for (Set<UUID> share : StudentGroups.shares(all, of)) {
                            assertTrue(share.size() <= StudentGroups.MOST_MEMBERS);
                            places += share.size();
                            shared.addAll(share);
                        }
                        assertEquals(count, places);
                        assertEquals(Set.copyOf(all), shared);
                    });
        }
    }
}

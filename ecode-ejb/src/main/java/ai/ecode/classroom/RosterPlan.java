package ai.ecode.classroom;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a roster would change. It is carried out whole or not at all, and not while a line has a fault.
///
/// @param steps those that change something, in the order of the file, then who would be removed
/// @param same how many lines change nothing
public record RosterPlan(List<Step> steps, int same, List<RosterFault> faults) {

    public RosterPlan {
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
    }

    /// One person's change.
    ///
    /// @param name as their account says, else as the roster does
    /// @param nameBefore of who has never signed in and is called otherwise until now; empty for all others
    /// @param known whether somebody with this address has signed in before
    /// @param roleBefore empty for who is new
    /// @param roleAfter empty for who is removed
    public record Step(
            String email,
            String name,
            Optional<String> nameBefore,
            boolean known,
            Optional<CourseRole> roleBefore,
            Optional<CourseRole> roleAfter,
            Optional<String> sectionBefore,
            Optional<String> sectionAfter) {}

    /// Equal for plans that would do the same: who confirms one confirms nothing else.
    public String digest() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((steps + " " + faults).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

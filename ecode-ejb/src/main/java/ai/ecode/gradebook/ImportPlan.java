package ai.ecode.gradebook;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What an import would change. It is carried out whole or not at all, and not while a line has a fault.
///
/// @param items columns that would be made
/// @param steps in the order of the file
/// @param same how many cells would stay as they are
/// @param passedOver headings of the file that are no column of the grade book
public record ImportPlan(
        List<NewItem> items,
        List<Step> steps,
        int same,
        List<Fault> faults,
        List<String> passedOver) {

    public ImportPlan {
        items = List.copyOf(items);
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
        passedOver = List.copyOf(passedOver);
    }

    /// A column that is not there yet.
    public record NewItem(String title, BigDecimal points) {}

    /// One cell.
    ///
    /// @param before a score, `excused`, `missing`, or empty for nothing; as the next one
    public record Step(
            long line, String name, String user, String column, String before, String after) {}

    /// Something that cannot be used.
    ///
    /// @param line from 1, with the headings
    /// @param field heading of the column
    public record Fault(long line, String field, String message) {}

    /// Equal for plans that would do the same: who confirms one confirms nothing else.
    public String digest() {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            items.forEach(one -> hash.update(one.toString().getBytes(StandardCharsets.UTF_8)));
            steps.forEach(one -> hash.update(one.toString().getBytes(StandardCharsets.UTF_8)));
            faults.forEach(one -> hash.update(one.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

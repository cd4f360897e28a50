package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.Snapshots;
import ai.ecode.shared.ECodeException;
import java.util.List;

/// A solution of a teacher's, with which tests are tried out before students are given them.
///
/// @param name of no other of the same assignment
public record ModelSolution(String name, Kind kind, List<Snapshots.Content> files) {

    /// What the tests should say of it.
    public enum Kind {
        /// It passes all of them.
        REFERENCE,
        /// It does not get all points.
        WRONG
    }

    static final int LONGEST_NAME = 100;

    public ModelSolution {
        name = name.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The name of a solution has 1 to %d characters in one line."
                                    .formatted(LONGEST_NAME))
                    .with("field", "name");
        }
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The solution “%s” has no files. Nothing was stored.".formatted(name))
                    .with("field", "files");
        }
    }
}

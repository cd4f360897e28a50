package ai.ecode.collaboration.yjs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step over a text, as in Quill's delta format: a list of these describes a text (only inserts) or a change of one. Counts are
/// UTF-16 units; an embedded object counts 1.
public sealed interface Delta {

    /// @param content a `String`, or the JSON value of an embedded object or nested type
    /// @param attributes formatting by name, empty when there is none
    record Insert(Object content, Map<String, @Nullable Object> attributes) implements Delta {

        public Insert(String text) {
            this(text, Map.of());
        }
    }

    record Retain(int count) implements Delta {}

    record Delete(int count) implements Delta {}
}

package ai.ecode.files.archiving;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// UTF-8 without replacing what is none.
final class Utf8 {

    private Utf8() {}

    /// Empty when the bytes are not UTF-8.
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException none) {
            return Optional.empty();
        }
    }
}

package ai.ecode.web.preview;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an answer says of its body.
///
/// @param type the media type in lower case, without parameters; empty where none is told
/// @param isPlain whether the bytes are those of the text itself, not compressed
record Content(String type, boolean isPlain) {

    private static final Pattern TEXT =
            Pattern.compile("text/.*|application/(.*[+/-])?(json|javascript|ecmascript|xml)");

    static Content of(List<Forwarded.Header> answer) {
        String type = value(answer, "Content-Type").orElse("").replaceFirst(";.*", "").strip();
        return new Content(
                type.toLowerCase(Locale.ROOT),
                value(answer, "Content-Encoding").filter(how -> !how.equals("identity")).isEmpty());
    }

    boolean isPage() {
        return isPlain && type.equals("text/html");
    }

    boolean isText() {
        return isPlain && TEXT.matcher(type).matches();
    }

    static Optional<String> value(List<Forwarded.Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(Forwarded.Header::value)
                .findFirst();
    }
}

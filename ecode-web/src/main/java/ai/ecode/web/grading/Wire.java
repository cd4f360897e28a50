package ai.ecode.web.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Constants as they are called outside.
final class Wire {

    private Wire() {}

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E one(String field, Class<E> of, String name) {
        return Arrays.stream(of.getEnumConstants())
                .filter(value -> name(value).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                        MALFORMED_REQUEST,
                                        "The %s is one of: %s."
                                                .formatted(
                                                        field,
                                                        Arrays.stream(of.getEnumConstants())
                                                                .map(Wire::name)
                                                                .collect(Collectors.joining(", "))))
                                .with("field", field));
    }
}

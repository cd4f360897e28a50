package ai.ecode.web.preview;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The cookies that one server gave to one visitor (RFC 6265, section 5), kept for a browser that must not have them.
/// Any thread. All that the server sets is a stranger's: the oldest make room for what is too much.
final class CookieJar {

    /// No more than servers take in a request's headers.
    static final int MOST_CHARACTERS = 8 * 1024;

    private static final Duration LONGEST = Duration.ofDays(400);

    private record Key(String name, String path) {}

    private record Kept(String value, Instant end) {}

    private final Clock clock;
    private final Map<Key, Kept> cookies = new LinkedHashMap<>(); // guarded by this

    CookieJar(Clock clock) {
        this.clock = clock;
    }

    /// Takes a `Set-Cookie` header; one that is not well formed changes nothing.
    ///
    /// @param path of the request that was answered with it, without a query
    synchronized void keep(String header, String path) {
        String[] parts = header.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
        if (name.isEmpty() || header.chars().anyMatch(Character::isISOControl)) {
            return;
        }
        String where = folder(path);
        Optional<Instant> age = Optional.empty();
        Optional<Instant> date = Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            String[] attribute = parts[i].split("=", 2);
            String said = attribute.length == 1 ? "" : attribute[1].strip();
            switch (attribute[0].strip().toLowerCase(Locale.ROOT)) {
                case "path" -> where = said.startsWith("/") ? said : folder(path);
                case "max-age" -> age = endOf(said);
                case "expires" -> date = date(said);
                default -> {}
            }
        }
        String value = parts[0].substring(equals + 1).strip();
        Instant end = age.isPresent() ? age.get() : date.orElse(Instant.MAX);
        put(new Key(name, where), new Kept(value, end));
    }

    private void put(Key key, Kept kept) {
        if (!kept.end().isAfter(clock.instant())) {
            cookies.remove(key);
            return;
        }
        cookies.put(key, kept);
        var oldest = cookies.entrySet().iterator();
        for (int size = size(); size > MOST_CHARACTERS; size = size()) {
            oldest.next();
            oldest.remove();
        }
    }

    private int size() {
        return cookies.entrySet().stream()
                .mapToInt(cookie ->
                        cookie.getKey().name().length()
                                + cookie.getKey().path().length()
                                + cookie.getValue().value().length())
                .sum();
    }

    /// The `Cookie` header for a request to this path.
    synchronized Optional<String> header(String path) {
        Instant now = clock.instant();
        cookies.values().removeIf(kept -> !kept.end().isAfter(now));
        String header =
                cookies.entrySet().stream()
                        .filter(cookie -> isBelow(path, cookie.getKey().path()))
                        .sorted(Comparator.comparingInt(cookie -> -cookie.getKey().path().length()))
                        .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue().value())
                        .collect(Collectors.joining("; "));
        return header.isEmpty() ? Optional.empty() : Optional.of(header);
    }

    /// Section 5.1.4.
    private static String folder(String path) {
        int last = path.lastIndexOf('/');
        return last <= 0 ? "/" : path.substring(0, last);
    }

    private static boolean isBelow(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    private Optional<Instant> endOf(String seconds) {
        if (!seconds.matches("-?\\d{1,18}")) {
            return Optional.empty();
        }
        long age = Math.min(Long.parseLong(seconds), LONGEST.toSeconds());
        return Optional.of(age <= 0 ? Instant.MIN : clock.instant().plusSeconds(age));
    }

    /// As servers write it today, and with the hyphens of former times.
    private static Optional<Instant> date(String text) {
        try {
            String today = text.replaceFirst("(\\d{2})-(\\w{3})-(\\d{4})", "$1 $2 $3");
            return Optional.of(
                    ZonedDateTime.parse(today, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}

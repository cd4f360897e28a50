package ai.ecode.wall;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Values that are written and read as their text.
final class Texts {

    private static final Map<Class<?>, Function<String, ?>> READERS = new HashMap<>();

    static {
        READERS.put(LocalDate.class, LocalDate::parse);
        READERS.put(LocalTime.class, LocalTime::parse);
        READERS.put(LocalDateTime.class, LocalDateTime::parse);
        READERS.put(ZonedDateTime.class, ZonedDateTime::parse);
        READERS.put(OffsetDateTime.class, OffsetDateTime::parse);
        READERS.put(OffsetTime.class, OffsetTime::parse);
        READERS.put(Instant.class, Instant::parse);
        READERS.put(Duration.class, Duration::parse);
        READERS.put(Period.class, Period::parse);
        READERS.put(Year.class, text -> Year.of(Integer.parseInt(text)));
        READERS.put(YearMonth.class, YearMonth::parse);
        READERS.put(MonthDay.class, MonthDay::parse);
        READERS.put(ZoneOffset.class, ZoneOffset::of);
        READERS.put(ZoneId.class, ZoneId::of);
        READERS.put(UUID.class, UUID::fromString);
        READERS.put(URI.class, URI::create);
        READERS.put(Locale.class, Locale::forLanguageTag);
    }

    private Texts() {}

    static boolean write(Output out, Object value) {
        Class<?> kind =
                value instanceof ZoneId && !(value instanceof ZoneOffset)
                        ? ZoneId.class
                        : value.getClass();
        if (!READERS.containsKey(kind)) {
            return false;
        }
        out.put('t').text(kind.getName());
        out.text(value instanceof Locale locale ? locale.toLanguageTag() : value.toString());
        return true;
    }

    static Object read(Input in) {
        String name = in.text();
        String text = in.text();
        return READERS.entrySet().stream()
                .filter(one -> one.getKey().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Unreadable(name))
                .getValue()
                .apply(text);
    }
}

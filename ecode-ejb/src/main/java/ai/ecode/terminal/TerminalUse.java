package ai.ecode.terminal;

import static ai.ecode.shared.ErrorCode.DATABASE_UNAVAILABLE;

import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Usage;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// What open terminals used when they were last looked at, for the case that their server is not there to say it at their
/// end. Works in the caller's transaction.
@Dependent
class TerminalUse {

    /// @param at when it was looked at
    record Seen(Usage usage, Instant at) {}

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    protected TerminalUse() {}

    TerminalUse(DataSource database) {
        this.database = database;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        try (var connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException failure) {
            throw new ECodeException(
                    DATABASE_UNAVAILABLE,
                    "What terminals use cannot be read or stored now.",
                    failure);
        }
    }

    void store(Map<TerminalId, Usage> used, Instant now) {
        int _ =
                with(connection -> {
                    try (var upsert =
                            connection.prepareStatement(
                                    """
                                    insert into terminal_use (terminal, used_at, cpu_millis, wall_millis, peak_memory_bytes, measured)
                                    values (?, ?, ?, ?, ?, ?)
                                    on conflict (terminal) do update set used_at = excluded.used_at,
                                        cpu_millis = excluded.cpu_millis, wall_millis = excluded.wall_millis,
                                        peak_memory_bytes = excluded.peak_memory_bytes, measured = excluded.measured
                                    """)) {
                        for (Map.Entry<TerminalId, Usage> each : used.entrySet()) {
                            Usage usage = each.getValue();
                            upsert.setObject(1, each.getKey().value());
                            upsert.setObject(2, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
                            upsert.setLong(3, usage.cpuMillis());
                            upsert.setLong(4, usage.wallMillis());
                            upsert.setLong(5, usage.peakMemoryBytes());
                            upsert.setString(6, usage.measured().name());
                            upsert.addBatch();
                        }
                        return upsert.executeBatch().length;
                    }
                });
    }

    /// What was stored last, which is forgotten; empty when nobody looked.
    Optional<Seen> take(TerminalId terminal) {
        return with(connection -> {
            try (var delete =
                    connection.prepareStatement(
                            """
                            delete from terminal_use where terminal = ?
                            returning cpu_millis, wall_millis, peak_memory_bytes, measured, used_at
                            """)) {
                delete.setObject(1, terminal.value());
                try (var row = delete.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    new Seen(
                                            new Usage(
                                                    row.getLong(1),
                                                    row.getLong(2),
                                                    row.getLong(3),
                                                    Accounting.valueOf(row.getString(4))),
                                            row.getObject(5, OffsetDateTime.class).toInstant()))
                            : Optional.empty();
                }
            }
        });
    }
}

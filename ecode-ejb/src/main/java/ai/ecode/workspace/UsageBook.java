package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.DATABASE_UNAVAILABLE;

import ai.ecode.runtime.Accounting;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// The rows of what was used: one for each stretch, and after some time one for each day. Works in the caller's transaction.
@Dependent
class UsageBook {

    /// Whose use is asked for.
    enum Of {
        WORKSPACE("workspace"),
        USER("user_id");

        private final String column;

        Of(String column) {
            this.column = column;
        }
    }

    private static final String SUMS =
            """
            select (began_at at time zone 'UTC')::date as day,
                coalesce(sum(extract(epoch from ended_at - began_at) * 1000) filter (where kind = 'WORKSPACE'), 0)
                    as running_millis,
                coalesce(sum(cpu_millis) filter (where not within), 0) as cpu_millis,
                coalesce(sum(memory_mib_seconds) filter (where not within), 0) as memory_mib_seconds,
                max(storage_bytes) as storage_bytes,
                coalesce(sum(egress_bytes) filter (where not within), 0) as egress_bytes,
                count(*) filter (where kind = 'RUN') as runs,
                count(*) filter (where kind = 'TERMINAL') as terminals,
                bool_and(measured = 'EXACT') as exact\
            """;

    private static final String CONDENSE =
            """
            with old as (
                delete from usage_records
                where (kind, subject, began_at) in (
                    select kind, subject, began_at from usage_records where began_at < ? order by began_at limit ?
                    for update skip locked)
                returning *
            ), summed as (
                insert into usage_days (day, running_millis, cpu_millis, memory_mib_seconds, storage_bytes, egress_bytes, runs,
                    terminals, exact, workspace, user_id, organization)
                %s, workspace, user_id, organization
                from old
                group by 1, workspace, user_id, organization
                on conflict (day, workspace, user_id, organization) do update set
                    running_millis = usage_days.running_millis + excluded.running_millis,
                    cpu_millis = usage_days.cpu_millis + excluded.cpu_millis,
                    memory_mib_seconds = usage_days.memory_mib_seconds + excluded.memory_mib_seconds,
                    storage_bytes = greatest(usage_days.storage_bytes, excluded.storage_bytes),
                    egress_bytes = usage_days.egress_bytes + excluded.egress_bytes,
                    runs = usage_days.runs + excluded.runs,
                    terminals = usage_days.terminals + excluded.terminals,
                    exact = usage_days.exact and excluded.exact
            )
            select count(*) from old
            """
                    .formatted(SUMS);

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    protected UsageBook() {}

    UsageBook(DataSource database) {
        this.database = database;
    }

    /// False when the same stretch of the same thing is written already.
    boolean add(UsageRecord usage) {
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into usage_records (kind, subject, began_at, ended_at, workspace, user_id, organization,
                                    within, cpu_millis, memory_mib_seconds, storage_bytes, egress_bytes, measured)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict do nothing
                                """)) {
            UsageRecord.Amounts amounts = usage.amounts();
            insert.setString(1, usage.kind().name());
            insert.setObject(2, usage.subject());
            insert.setObject(3, OffsetDateTime.ofInstant(usage.from(), ZoneOffset.UTC));
            insert.setObject(4, OffsetDateTime.ofInstant(usage.to(), ZoneOffset.UTC));
            insert.setObject(5, usage.workspace().map(WorkspaceId::value).orElse(null));
            insert.setObject(6, usage.user().value());
            insert.setObject(7, usage.organization().value());
            insert.setBoolean(8, usage.within());
            insert.setLong(9, amounts.cpuMillis());
            insert.setLong(10, amounts.memoryMibSeconds());
            insert.setLong(11, amounts.storageBytes());
            insert.setLong(12, amounts.egressBytes());
            insert.setString(13, amounts.measured().name());
            return insert.executeUpdate() == 1;
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    /// The days from `from` to `to`, both included, that have any use.
    List<UsageOfDay> days(Of whose, UUID id, LocalDate from, LocalDate to) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(days(whose))) {
            query.setObject(1, id);
            query.setObject(2, from.atStartOfDay().atOffset(ZoneOffset.UTC));
            query.setObject(3, to.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
            query.setObject(4, id);
            query.setObject(5, from);
            query.setObject(6, to.plusDays(1));
            return read(query);
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    /// Of records, and of days, the same sums.
    private static String days(Of whose) {
        return """
        select day, round(sum(running_millis) / 1000.0), sum(cpu_millis), sum(memory_mib_seconds), max(storage_bytes),
            sum(egress_bytes), sum(runs), sum(terminals), bool_and(exact)
        from (
            %1$s
            from usage_records
            where %2$s = ? and began_at >= ? and began_at < ?
            group by 1
            union all
            select day, running_millis, cpu_millis, memory_mib_seconds, storage_bytes, egress_bytes, runs, terminals, exact
            from usage_days
            where %2$s = ? and day >= ? and day < ?
        ) as parts
        group by day order by day
        """
                .formatted(SUMS, whose.column);
    }

    /// Adds records that began before a day, the oldest first and at most so many, to the sums of their days, and
    /// removes them.
    ///
    /// @return how many there were
    int condense(LocalDate before, int most) {
        try (var connection = database.getConnection();
                var move = connection.prepareStatement(CONDENSE)) {
            move.setObject(1, before.atStartOfDay().atOffset(ZoneOffset.UTC));
            move.setInt(2, most);
            try (ResultSet row = move.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    private static List<UsageOfDay> read(PreparedStatement query) throws SQLException {
        var days = new ArrayList<UsageOfDay>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                days.add(
                        new UsageOfDay(
                                row.getObject(1, LocalDate.class),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getBoolean(9) ? Accounting.EXACT : Accounting.SAMPLED));
            }
        }
        return days;
    }

    private static ECodeException unavailable(SQLException failure) {
        return new ECodeException(
                DATABASE_UNAVAILABLE, "Usage cannot be read or written now. Try again.", failure);
    }
}

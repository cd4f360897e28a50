package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.DATABASE_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.runtime.Accounting;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// What was used by whom, for people to see and for billing to observe.
@Stateless
public class Metering {

    private static final int MOST_DAYS = 366;

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    @Inject private Workspaces workspaces;
    @Inject private RunningMeters meters;
    @Inject private Event<UsageRecorded> recorded;

    /// Writes it down in the transaction of what ends. The same stretch of the same thing is written once, however often
    /// it is told.
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void record(UsageRecord usage) {
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
            if (insert.executeUpdate() == 1) {
                recorded.fire(new UsageRecorded(usage));
            }
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    /// Writes down what a running workspace used since the last time, in a transaction of its own; empty when there is
    /// nothing to write.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<RunningMeter.Stretch> recordRunning(WorkspaceId workspace) {
        return workspaces.find(workspace).flatMap(this::recordUse);
    }

    /// The same in the caller's transaction, which ends the workspace.
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Optional<RunningMeter.Stretch> recordUse(Workspace workspace) {
        Optional<RunningMeter.Stretch> stretch = meters.stretch(workspace.id());
        stretch.ifPresent(used ->
                record(
                        new UsageRecord(
                                UsageRecord.Kind.WORKSPACE,
                                workspace.id().value(),
                                used.from(),
                                used.to(),
                                Optional.of(workspace.id()),
                                workspace.owner(),
                                workspace.organization(),
                                false,
                                used.amounts())));
        return stretch;
    }

    /// What a workspace used on each day from `from` to `to`, both included, that has any.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` for more than 366 days
    public List<UsageOfDay> of(Caller caller, WorkspaceId workspace, LocalDate from, LocalDate to) {
        workspaces.enter(caller, workspace, Right.OPERATE);
        return days("workspace = ?", workspace.value(), from, to);
    }

    /// The same for all that the caller is charged for.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` for more than 366 days
    public List<UsageOfDay> of(Caller caller, LocalDate from, LocalDate to) {
        return days("user_id = ?", caller.user().value(), from, to);
    }

    private List<UsageOfDay> days(String whose, UUID id, LocalDate from, LocalDate to) {
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS - 1L))) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "Usage is told for 1 to %d days; `to` is not before `from`."
                            .formatted(MOST_DAYS));
        }
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement(
                                """
                                select (began_at at time zone 'UTC')::date as day,
                                    coalesce(sum(extract(epoch from ended_at - began_at)) filter (where kind = 'WORKSPACE'), 0),
                                    coalesce(sum(cpu_millis) filter (where not within), 0),
                                    coalesce(sum(memory_mib_seconds) filter (where not within), 0),
                                    max(storage_bytes),
                                    coalesce(sum(egress_bytes) filter (where not within), 0),
                                    count(*) filter (where kind = 'RUN'),
                                    count(*) filter (where kind = 'TERMINAL'),
                                    bool_and(measured = 'EXACT')
                                from usage_records
                                where %s and began_at >= ? and began_at < ?
                                group by day order by day
                                """
                                        .formatted(whose))) {
            query.setObject(1, id);
            setDay(query, 2, from);
            setDay(query, 3, to.plusDays(1));
            return read(query);
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    private static void setDay(PreparedStatement query, int index, LocalDate day)
            throws SQLException {
        query.setObject(index, day.atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    private static List<UsageOfDay> read(PreparedStatement query) throws SQLException {
        var days = new ArrayList<UsageOfDay>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                days.add(
                        new UsageOfDay(
                                row.getObject(1, LocalDate.class),
                                Math.round(row.getDouble(2)),
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

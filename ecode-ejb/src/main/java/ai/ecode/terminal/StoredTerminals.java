package ai.ecode.terminal;

import static ai.ecode.shared.ErrorCode.DATABASE_UNAVAILABLE;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.Usage;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Metering;
import ai.ecode.workspace.UsageRecord;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The rows of terminals and their last output. Each method is one transaction.
@Stateless
public class StoredTerminals {

    /// Ended terminals that a workspace keeps to be read; the oldest go first.
    private static final int MOST_ENDED = 8;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    @Inject private AuditTrail trail;
    @Inject private TerminalUse use;
    @Inject private Metering metering;
    @Inject private Workspaces workspaces;
    @Inject private Clock clock;

    public List<Terminal> of(WorkspaceId workspace) {
        return entities.createQuery(
                        "select t from Terminal t where t.workspace = :workspace order by t.openedAt, t.id",
                        Terminal.class)
                .setParameter("workspace", workspace.value())
                .getResultList();
    }

    /// @throws ECodeException `NOT_FOUND`, also for a terminal of another workspace
    public Terminal require(WorkspaceId workspace, TerminalId id) {
        return Optional.ofNullable(entities.find(Terminal.class, id.value()))
                .filter(terminal -> terminal.workspace().equals(workspace))
                .orElseThrow(() -> ECodeException.notFound("The terminal"));
    }

    public Terminal add(
            Caller caller, WorkspaceId workspace, TerminalSize size, String folder, String server) {
        forgetOldest(workspace);
        var terminal = new Terminal(caller, workspace, size, folder, server, clock.instant());
        entities.persist(terminal);
        trail.record(
                Deed.done(caller, "terminal.open", "terminal:" + terminal.id())
                        .changing(null, Map.of("workspace", workspace.toString())));
        return terminal;
    }

    private void forgetOldest(WorkspaceId workspace) {
        var ended = of(workspace).stream().filter(t -> t.endedAt().isPresent()).toList();
        ended.stream().limit(Math.max(0, ended.size() - MOST_ENDED + 1)).forEach(entities::remove);
    }

    /// Shares a terminal; sharing it as it is shared already is no deed.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Terminal share(Caller caller, WorkspaceId workspace, TerminalId id, Sharing wanted) {
        Terminal terminal = require(workspace, id);
        Sharing before = terminal.sharing();
        if (before != wanted) {
            terminal.share(wanted);
            trail.record(
                    Deed.done(caller, "terminal.share", "terminal:" + id)
                            .changing(shared(workspace, before), shared(workspace, wanted)));
        }
        return terminal;
    }

    private static Map<String, Object> shared(WorkspaceId workspace, Sharing sharing) {
        return Map.of("workspace", workspace.toString(), "sharing", sharing.name());
    }

    /// Notes that somebody looks at a terminal that is not their own.
    public void recordGuest(Caller guest, WorkspaceId workspace, TerminalId id, Sharing sharing) {
        trail.record(
                Deed.done(guest, "terminal.join", "terminal:" + id)
                        .changing(null, shared(workspace, sharing)));
    }

    /// The shell could not be started: the terminal never was.
    public void addFailed(Caller caller, Terminal terminal, String why) {
        entities.createQuery("delete from Terminal t where t.id = :id")
                .setParameter("id", terminal.id().value())
                .executeUpdate();
        trail.record(
                Deed.failed(caller, "terminal.open", "terminal:" + terminal.id())
                        .changing(
                                null,
                                Map.of(
                                        "workspace",
                                        terminal.workspace().toString(),
                                        "reason",
                                        why)));
    }

    /// Replaces the stored output.
    public void storeTail(TerminalId id, byte[] tail, TerminalSize size) {
        Terminal terminal = entities.find(Terminal.class, id.value());
        if (terminal != null) {
            terminal.resize(size);
            upsertTail(id, tail);
        }
    }

    /// Appends to the recording.
    public void storeRecording(TerminalId id, WorkspaceId workspace, int part, byte[] lines) {
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into terminal_recordings (terminal, part, workspace, lines) values (?, ?, ?, ?)
                                on conflict do nothing
                                """)) {
            insert.setObject(1, id.value());
            insert.setInt(2, part);
            insert.setObject(3, workspace.value());
            insert.setBytes(4, lines);
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    /// Keeps what open terminals used until now.
    public void storeUse(Map<TerminalId, Usage> used) {
        use.store(used, clock.instant());
    }

    /// The shell ended: keeps its last output and says how, and what it used. `closer` is the one who closed it or opened it; null when the
    /// platform ended it.
    public void end(
            TerminalId id,
            byte[] tail,
            Ending ending,
            Caller opener,
            @Nullable Caller closer,
            Usage used) {
        Terminal terminal = entities.find(Terminal.class, id.value());
        var _ = use.take(id);
        if (terminal == null || !terminal.end(ending, clock.instant())) {
            return;
        }
        upsertTail(id, tail);
        meter(terminal, terminal.endedAt().orElseThrow(), opener.organization(), used);
        var deed =
                closer == null
                        ? Deed.ofThePlatform(
                                opener.organization(),
                                "terminal.close",
                                "terminal:" + id,
                                Deed.Outcome.DONE)
                        : Deed.done(closer, "terminal.close", "terminal:" + id);
        recordClose(deed, terminal);
    }

    private void meter(Terminal terminal, Instant until, OrganizationId organization, Usage used) {
        metering.record(
                new UsageRecord(
                        UsageRecord.Kind.TERMINAL,
                        terminal.id().value(),
                        terminal.openedAt(),
                        until,
                        Optional.of(terminal.workspace()),
                        terminal.openedBy(),
                        organization,
                        true,
                        UsageRecord.Amounts.of(used)));
    }

    /// Removes a terminal with its output.
    public void remove(Caller caller, TerminalId id) {
        Terminal terminal = entities.find(Terminal.class, id.value());
        if (terminal != null) {
            if (terminal.endedAt().isEmpty()) {
                recordClose(Deed.done(caller, "terminal.close", "terminal:" + id), terminal);
            }
            entities.remove(terminal);
        }
    }

    private void recordClose(Deed deed, Terminal terminal) {
        trail.record(deed.changing(null, Map.of("workspace", terminal.workspace().toString())));
    }

    /// Ends what an earlier life of this server left open; its shells went with it. What they used is recorded as far as it
    /// was stored.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int endLeftovers(String server) {
        var open =
                entities.createQuery(
                                "select t from Terminal t where t.server = :server and t.endedAt is null",
                                Terminal.class)
                        .setParameter("server", server)
                        .getResultList();
        open.forEach(this::endLost);
        return open.size();
    }

    private void endLost(Terminal terminal) {
        terminal.end(Ending.lost("The server was restarted."), clock.instant());
        TerminalUse.Seen seen =
                use.take(terminal.id())
                        .orElseGet(() -> new TerminalUse.Seen(Usage.NOTHING, terminal.openedAt()));
        meter(
                terminal,
                seen.at(),
                workspaces.require(terminal.workspace()).organization(),
                seen.usage());
    }

    /// The stored output; empty before the first was stored.
    public byte[] tail(TerminalId id) {
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement(
                                "select output from terminal_tails where terminal = ?")) {
            query.setObject(1, id.value());
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : new byte[0];
            }
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    private void upsertTail(TerminalId id, byte[] tail) {
        entities.flush();
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                """
                                insert into terminal_tails (terminal, output, stored_at) values (?, ?, now())
                                on conflict (terminal) do update
                                set output = excluded.output, stored_at = excluded.stored_at
                                """)) {
            update.setObject(1, id.value());
            update.setBytes(2, tail);
            update.executeUpdate();
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    private static ECodeException unavailable(SQLException failure) {
        return new ECodeException(
                DATABASE_UNAVAILABLE,
                "The terminal's output cannot be read or stored now.",
                failure);
    }
}

package ai.ecode.preview;

import static ai.ecode.weakening.Weakness.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.files.storing.PostgreSqlExtension;
import ai.ecode.files.storing.PostgreSqlExtension.TestDatabase;
import ai.ecode.identity.UserId;
import ai.ecode.preview.PreviewPasses.Ground;
import ai.ecode.weakening.WeakenedProduct;
import ai.ecode.weakening.Weakness;
import ai.ecode.workspace.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whoever got hold of a ticket or a pass, a page of another preview first of all, has what it was given for and no more.
@Tag("attack")
@ExtendWith(PostgreSqlExtension.class)
class PreviewPassesTest {

    /// @param part of the statements that see to it
    /// @param without what stands there when it is taken away
    private record Rule(String name, String part, String without) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "aPassIsGoodForItsOwnWorkspace",
                            " and p.workspace = ?2 and p.port",
                            " and p.port"),
                    new Rule("aPassIsGoodForItsOwnPort", " and p.port = ?3", ""),
                    new Rule("aPassIsOverInTime", " and p.expires_at > ?4", ""),
                    new Rule("aTicketIsNoPass", " and not p.ticket", ""),
                    new Rule("aPassIsNoTicket", " and ticket and", " and"),
                    new Rule(
                            "aTicketIsGoodForItsOwnWorkspace",
                            " and ticket and workspace = ?2",
                            " and ticket"),
                    new Rule("aTicketIsGoodForItsOwnPort", " and port = ?3", ""),
                    new Rule("aTicketIsOverInTime", " and expires_at > ?4", ""),
                    new Rule(
                            "aTicketIsGoodOnce",
                            "delete from preview_passes where secret_hash",
                            "update preview_passes set ticket = ticket where secret_hash"));

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PreviewRoute ROUTE = route(1, 5173);
    private static final Ground GROUND =
            new Ground(new UserId(new UUID(0, 1)), new UUID(0, 2), null);

    @TestFactory
    Stream<DynamicTest> holds(TestDatabase database) {
        return RULES.stream()
                .map(rule -> dynamicTest(rule.name, () -> hold(rule.name, database.connections())));
    }

    @TestFactory
    Stream<DynamicTest> noticesThatOneIsMissing(TestDatabase database) {
        return RULES.stream()
                .map(rule ->
                        dynamicTest(
                                "without: " + rule.name,
                                () -> {
                                    Weakness weakness =
                                            text(
                                                    PreviewPasses.class.getName(),
                                                    rule.part,
                                                    rule.without);
                                    assertThrows(
                                            AssertionError.class,
                                            () ->
                                                    new WeakenedProduct(weakness)
                                                            .run(
                                                                    getClass().getName(),
                                                                    "hold",
                                                                    rule.name,
                                                                    database.connections()));
                                }));
    }

    private static void hold(String rule, DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                // Of the rows that a pass refers to, none matters here.
                statement.execute("set local session_replication_role = replica");
            }
            holdOn(rule, connection);
            connection.rollback();
        }
    }

    private static void holdOn(String rule, Connection connection) {
        PreviewPasses passes = at(connection, NOW);
        String pass = passes.pass(ROUTE, GROUND);
        String ticket = passes.ticket(ROUTE, GROUND);
        assertEquals(Optional.of(GROUND), passes.holder(pass, ROUTE).map(h -> h.ground()));
        switch (rule) {
            case "aPassIsGoodForItsOwnWorkspace" ->
                    assertTrue(passes.holder(pass, route(2, 5173)).isEmpty());
            case "aPassIsGoodForItsOwnPort" ->
                    assertTrue(passes.holder(pass, route(1, 5174)).isEmpty());
            case "aPassIsOverInTime" ->
                    assertTrue(
                            at(connection, NOW.plus(Previews.PASS_LIFE))
                                    .holder(pass, ROUTE)
                                    .isEmpty());
            case "aTicketIsNoPass" -> assertTrue(passes.holder(ticket, ROUTE).isEmpty());
            case "aPassIsNoTicket" -> assertTrue(passes.redeem(pass, ROUTE).isEmpty());
            case "aTicketIsGoodForItsOwnWorkspace" ->
                    assertTrue(passes.redeem(ticket, route(2, 5173)).isEmpty());
            case "aTicketIsGoodForItsOwnPort" ->
                    assertTrue(passes.redeem(ticket, route(1, 5174)).isEmpty());
            case "aTicketIsOverInTime" ->
                    assertTrue(
                            at(connection, NOW.plus(Previews.TICKET_LIFE))
                                    .redeem(ticket, ROUTE)
                                    .isEmpty());
            case "aTicketIsGoodOnce" -> {
                assertEquals(Optional.of(GROUND), passes.redeem(ticket, ROUTE));
                assertTrue(passes.redeem(ticket, ROUTE).isEmpty());
            }
            default -> throw new IllegalArgumentException(rule);
        }
    }

    private static PreviewPasses at(Connection connection, Instant now) {
        return new PreviewPasses(NativeStatements.on(connection), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static PreviewRoute route(long workspace, int port) {
        return new PreviewRoute(new WorkspaceId(new UUID(7, workspace)), port);
    }
}

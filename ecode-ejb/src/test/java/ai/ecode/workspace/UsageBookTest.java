package ai.ecode.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.storing.PostgreSqlExtension;
import ai.ecode.files.storing.PostgreSqlExtension.TestDatabase;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.runtime.Accounting;
import ai.ecode.workspace.UsageRecord.Amounts;
import ai.ecode.workspace.UsageRecord.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class UsageBookTest {

    private static final LocalDate DAY = LocalDate.parse("2020-05-02");
    private static final LocalDate NEXT = DAY.plusDays(1);

    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final UserId ann = new UserId(UUID.randomUUID());
    private final UserId ben = new UserId(UUID.randomUUID());
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private final UsageBook book;

    UsageBookTest(TestDatabase database) {
        book = new UsageBook(database.connections());
    }

    @Test
    void sumsOfDaysStayTheSameWhenTheirRecordsGo() {
        writeTwoDays();
        List<UsageOfDay> ofWorkspace = ofWorkspace();
        List<UsageOfDay> ofAnn = ofUser(ann);
        List<UsageOfDay> ofBen = ofUser(ben);
        assertEquals(
                List.of(
                        new UsageOfDay(DAY, 90, 900, 70, 5_000, 30, 1, 1, Accounting.SAMPLED),
                        new UsageOfDay(NEXT, 60, 1, 2, 3, 4, 0, 0, Accounting.EXACT)),
                ofWorkspace);

        // In parts, so that a day's sums are added to.
        int gone = 0;
        for (int part = book.condense(NEXT, 2); part > 0; part = book.condense(NEXT, 2)) {
            gone += part;
        }

        assertTrue(gone >= 5, gone + " records went");
        assertEquals(ofWorkspace, ofWorkspace());
        assertEquals(ofAnn, ofUser(ann));
        assertEquals(ofBen, ofUser(ben));
    }

    @Test
    void theSameStretchIsWrittenOnce() {
        UsageRecord stretch =
                record(Kind.WORKSPACE, ann, false, at(DAY, 1), at(DAY, 2), amounts(1, 1, 1, 1));
        assertTrue(book.add(stretch));
        assertFalse(book.add(stretch));
    }

    private void writeTwoDays() {
        book.add(
                record(
                        Kind.WORKSPACE,
                        ann,
                        false,
                        at(DAY, 0),
                        at(DAY, 60),
                        amounts(600, 50, 5_000, 10)));
        book.add(
                record(
                        Kind.WORKSPACE,
                        ann,
                        false,
                        at(DAY, 60),
                        at(DAY, 90),
                        amounts(300, 20, 4_000, 20)));
        book.add(record(Kind.TERMINAL, ben, true, at(DAY, 5), at(DAY, 50), sampled(200)));
        book.add(record(Kind.RUN, ben, true, at(DAY, 6), at(DAY, 7), sampled(100)));
        book.add(
                new UsageRecord(
                        Kind.RUN,
                        UUID.randomUUID(),
                        at(DAY, 8),
                        at(DAY, 9),
                        Optional.empty(),
                        ann,
                        organization,
                        false,
                        sampled(40)));
        book.add(
                record(Kind.WORKSPACE, ann, false, at(NEXT, 0), at(NEXT, 60), amounts(1, 2, 3, 4)));
    }

    private List<UsageOfDay> ofWorkspace() {
        return book.days(UsageBook.Of.WORKSPACE, workspace.value(), DAY, NEXT);
    }

    private List<UsageOfDay> ofUser(UserId user) {
        return book.days(UsageBook.Of.USER, user.value(), DAY, NEXT);
    }

    private UsageRecord record(
            Kind kind, UserId user, boolean within, Instant from, Instant to, Amounts amounts) {
        return new UsageRecord(
                kind,
                kind == Kind.WORKSPACE ? workspace.value() : UUID.randomUUID(),
                from,
                to,
                Optional.of(workspace),
                user,
                organization,
                within,
                amounts);
    }

    private static Instant at(LocalDate day, int second) {
        return day.atStartOfDay().plusSeconds(second).toInstant(java.time.ZoneOffset.UTC);
    }

    private static Amounts amounts(long cpu, long memory, long storage, long egress) {
        return new Amounts(cpu, memory, storage, egress, Accounting.EXACT);
    }

    private static Amounts sampled(long cpu) {
        return new Amounts(cpu, 1, 0, 0, Accounting.SAMPLED);
    }
}

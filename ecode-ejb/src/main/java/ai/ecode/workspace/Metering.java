package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What was used by whom, for people to see and for billing to observe.
@Stateless
public class Metering {

    private static final int MOST_DAYS = 366;

    @Inject private UsageBook book;
    @Inject private Workspaces workspaces;
    @Inject private RunningMeters meters;
    @Inject private Event<UsageRecorded> recorded;
    @Inject private Clock clock;

    @Inject
    @ConfigProperty(name = "ecode.usage.keep-days", defaultValue = "400")
    private int keepDays;

    /// Writes it down in the transaction of what ends. The same stretch of the same thing is written once, however often
    /// it is told.
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void record(UsageRecord usage) {
        if (book.add(usage)) {
            recorded.fire(new UsageRecorded(usage));
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
        return days(UsageBook.Of.WORKSPACE, workspace.value(), from, to);
    }

    /// The same for all that the caller is charged for.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` for more than 366 days
    public List<UsageOfDay> of(Caller caller, LocalDate from, LocalDate to) {
        return days(UsageBook.Of.USER, caller.user().value(), from, to);
    }

    private List<UsageOfDay> days(UsageBook.Of whose, UUID id, LocalDate from, LocalDate to) {
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS - 1L))) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "Usage is told for 1 to %d days; `to` is not before `from`."
                            .formatted(MOST_DAYS));
        }
        return book.days(whose, id, from, to);
    }

    /// Makes sums of records that were kept for as long as they are to be, at most so many in a transaction of its own.
    ///
    /// @return how many there were
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int condense(int most) {
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        return book.condense(today.minusDays(keepDays), most);
    }
}

package ai.ecode.shared;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;

/// Recognises in a failure that the database cannot be used at present, whatever wrapped it.
public final class DatabaseTrouble {

    private static final String DISK_FULL = "53100";

    private DatabaseTrouble() {}

    /// `STORAGE_FULL` or `DATABASE_UNAVAILABLE`; empty when the failure has another reason.
    public static Optional<ErrorCode> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (DISK_FULL.equals(sql.getSQLState())) {
                    return Optional.of(ErrorCode.STORAGE_FULL);
                }
                if (isUnreachable(sql)) {
                    return Optional.of(ErrorCode.DATABASE_UNAVAILABLE);
                }
            }
        }
        return Optional.empty();
    }

    /// Classes 08 (connection), 53 (resources) and 57P (operator intervention) of the SQL standard and PostgreSQL; and that no
    /// connection became free in time.
    private static boolean isUnreachable(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException
                || (state != null
                        && (state.startsWith("08")
                                || state.startsWith("53")
                                || state.startsWith("57P")));
    }
}

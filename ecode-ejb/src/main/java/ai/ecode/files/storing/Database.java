package ai.ecode.files.storing;

import static ai.ecode.shared.ErrorCode.DATABASE_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.STORAGE_FULL;

import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Connections for plain JDBC, in the transaction of the caller. Says what a failing database means.
@Dependent
public class Database {

    @Resource(lookup = "jdbc/ecode")
    private DataSource connections;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    Database() {}

    public Database(DataSource connections) {
        this.connections = connections;
    }

    /// Work that needs a connection for as long as it runs.
    @FunctionalInterface
    public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
        T run(Connection connection) throws SQLException, IOException;
    }

    /// @throws ECodeException `DATABASE_UNAVAILABLE` or `STORAGE_FULL`
    public <T extends @org.jspecify.annotations.Nullable Object> T with(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return work.run(connection);
        } catch (SQLException failure) {
            throw meaning(failure);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static RuntimeException meaning(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new ECodeException(
                    DATABASE_UNAVAILABLE,
                    "The database does not answer. Nothing was changed: try again in a moment.",
                    failure);
        }
        if (state.equals("53100")) {
            return new ECodeException(
                    STORAGE_FULL,
                    "The platform's storage is full. Nothing was written; tell an administrator.",
                    failure);
        }
        return new IllegalStateException(failure);
    }
}

package ai.ecode.shared;

import static ai.ecode.shared.ErrorCode.DATABASE_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.STORAGE_FULL;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Plain JDBC in the transaction of the caller; without one each statement is its own. Says what a failing database means.
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
    public interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException, IOException;
    }

    /// @throws ECodeException `DATABASE_UNAVAILABLE` or `STORAGE_FULL`
    public <T extends @Nullable Object> T with(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return work.run(connection);
        } catch (SQLException failure) {
            throw meaning(failure);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Reads one row.
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// The rows, in order; parameters as in [#prepare].
    ///
    /// @throws ECodeException `DATABASE_UNAVAILABLE` or `STORAGE_FULL`
    public <T> List<T> query(String sql, Reading<T> reading, @Nullable Object... parameters) {
        return with(connection -> {
            try (PreparedStatement query = prepare(connection, sql, parameters);
                    ResultSet rows = query.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reading.read(rows));
                }
                return found;
            }
        });
    }

    /// How many rows it changed; parameters as in [#prepare].
    public int update(String sql, @Nullable Object... parameters) {
        return with(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    /// A statement with its parameters; texts, numbers, ids and bytes may come as arrays, times as instants.
    public static PreparedStatement prepare(
            Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case String[] texts ->
                        statement.setArray(i + 1, connection.createArrayOf("text", texts));
                case UUID[] ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
                case Long[] numbers ->
                        statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
                case byte[][] bytes ->
                        statement.setArray(i + 1, connection.createArrayOf("bytea", bytes));
                case Instant time -> statement.setObject(i + 1, time.atOffset(ZoneOffset.UTC));
                case null -> statement.setNull(i + 1, Types.NULL);
                default -> statement.setObject(i + 1, parameters[i]);
            }
        }
        return statement;
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
                    "The platform's storage is full. Nothing was written, and what was saved before is kept. Tell an administrator; try again when there is room.",
                    failure);
        }
        return new IllegalStateException(failure);
    }
}

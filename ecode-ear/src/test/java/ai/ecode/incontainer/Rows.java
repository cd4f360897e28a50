package ai.ecode.incontainer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The database as the product left it, read and set without the product's help, in the transaction of the caller.
@ApplicationScoped
public class Rows {

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    /// The number that the query answers.
    public long count(String query, Object... parameters) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    public void change(String statement, Object... parameters) throws SQLException {
        try (var connection = database.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            prepared.execute();
        }
    }

    /// How often the deed stands in the ledger.
    public long deeds(String action, String object, String outcome) throws SQLException {
        return count(
                "select count(*) from audit_events where action = ? and object = ? and outcome = ?",
                action,
                object,
                outcome);
    }
}

package ai.ecode.shared;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Lets one of several servers act. The lock is PostgreSQL's and ends with the transaction, also when the server dies.
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class ClusterLock {

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    /// True when nobody else holds the lock of this name: the caller's transaction holds it then. Never waits.
    public boolean tryForTransaction(String name) {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select pg_try_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

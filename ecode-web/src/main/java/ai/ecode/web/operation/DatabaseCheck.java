package ai.ecode.web.operation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;

/// PostgreSQL: one round trip.
@ApplicationScoped
public class DatabaseCheck implements ComponentCheck {

    private static final int SECONDS = 3;

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    @Override
    public String name() {
        return "database";
    }

    @Override
    public String check() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            try (var row = statement.executeQuery("select current_setting('server_version')")) {
                row.next();
                return "PostgreSQL " + row.getString(1) + " answers.";
            }
        }
    }
}

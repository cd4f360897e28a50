package ai.ecode.files.storing;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;

/// Every hour, on one node, frees the space of content that no tree refers to any more.
@Singleton
@Startup
public class BlobSweep {

    private static final Duration GRACE = Duration.ofHours(2);
    private static final long LOCK = 0x626c_6f62_7377_6570L;

    @Inject private Database database;
    @Inject private Blobs blobs;

    @Schedule(hour = "*", minute = "17", persistent = false)
    void sweep() {
        if (isOursToDo()) {
            blobs.sweep(GRACE);
        }
    }

    /// A lock that ends with the transaction of the sweep.
    private boolean isOursToDo() {
        return database.with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "select pg_try_advisory_xact_lock(%d)".formatted(LOCK))) {
                return row.next() && row.getBoolean(1);
            }
        });
    }
}

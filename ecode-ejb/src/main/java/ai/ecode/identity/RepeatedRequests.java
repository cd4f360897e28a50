package ai.ecode.identity;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.IDEMPOTENCY_KEY_REUSED;

import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Requests that carry an idempotency key, so that a client which lost the answer may ask again and gets the same one
/// without the deed being done twice. Keys count per user and path, for 24 hours
/// (draft-ietf-httpapi-idempotency-key-header). Each method is a transaction of its own.
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RepeatedRequests {

    /// Largest answer that is kept; a larger one is not repeated.
    public static final int LARGEST_ANSWER = 1 << 20;

    private static final Duration KEPT = Duration.ofHours(24);

    /// After this time without an answer, the server that worked on it is taken for dead.
    private static final Duration LONGEST_WORK = Duration.ofMinutes(10);

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    @Inject private Clock clock;

    @Inject
    @ConfigProperty(name = "ecode.server.name", defaultValue = "server")
    private String server;

    /// Begins a request, or finds the answer that was given to it before. Empty means: do it, then [#finish] or
    /// [#forget].
    ///
    /// @throws ECodeException `IDEMPOTENCY_KEY_REUSED` when the key came with another body, `CONFLICT` while the first
    ///     request is still being worked on
    public Optional<Answer> begin(UserId user, String path, String key, byte[] bodyHash) {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            removeExpired(connection, user, path, key, now);
            if (insert(connection, user, path, key, bodyHash, now)) {
                return Optional.empty();
            }
            return Optional.of(found(connection, user, path, key, bodyHash));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Keeps the answer for repetitions.
    public void finish(UserId user, String path, String key, Answer answer) {
        execute(
                "update repeated_requests set status = ?, content_type = ?, location = ?, body = ?"
                        + " where user_id = ? and path = ? and key = ?",
                statement -> {
                    statement.setInt(1, answer.status());
                    statement.setString(2, answer.contentType());
                    statement.setString(3, answer.location());
                    statement.setBytes(4, answer.body());
                    statement.setObject(5, user.value());
                    statement.setString(6, path);
                    statement.setString(7, key);
                });
    }

    /// The request failed by our fault: the key may be used again.
    public void forget(UserId user, String path, String key) {
        execute(
                "delete from repeated_requests where user_id = ? and path = ? and key = ?",
                statement -> {
                    statement.setObject(1, user.value());
                    statement.setString(2, path);
                    statement.setString(3, key);
                });
    }

    /// When this server starts: whoever lost its answer with an earlier life of it may ask again at once.
    public void forgetUnanswered() {
        execute(
                "delete from repeated_requests where status is null and server = ?",
                statement -> statement.setString(1, server));
    }

    @Schedule(hour = "*", minute = "41", persistent = false)
    void forgetOld() {
        execute(
                "delete from repeated_requests where started_at < ?",
                statement ->
                        statement.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT))));
    }

    private static void removeExpired(
            Connection connection, UserId user, String path, String key, Instant now)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "delete from repeated_requests where user_id = ? and path = ? and key = ?"
                                + " and (started_at < ? or (status is null and started_at < ?))")) {
            statement.setObject(1, user.value());
            statement.setString(2, path);
            statement.setString(3, key);
            statement.setTimestamp(4, Timestamp.from(now.minus(KEPT)));
            statement.setTimestamp(5, Timestamp.from(now.minus(LONGEST_WORK)));
            statement.executeUpdate();
        }
    }

    private boolean insert(
            Connection connection,
            UserId user,
            String path,
            String key,
            byte[] bodyHash,
            Instant now)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "insert into repeated_requests (user_id, path, key, body_hash, started_at, server)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            statement.setObject(1, user.value());
            statement.setString(2, path);
            statement.setString(3, key);
            statement.setBytes(4, bodyHash);
            statement.setTimestamp(5, Timestamp.from(now));
            statement.setString(6, server);
            return statement.executeUpdate() == 1;
        }
    }

    private static Answer found(
            Connection connection, UserId user, String path, String key, byte[] bodyHash)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select body_hash, status, content_type, location, body from repeated_requests"
                                + " where user_id = ? and path = ? and key = ?")) {
            statement.setObject(1, user.value());
            statement.setString(2, path);
            statement.setString(3, key);
            try (ResultSet row = statement.executeQuery()) {
                boolean stillThere = row.next();
                if (stillThere && !MessageDigest.isEqual(row.getBytes(1), bodyHash)) {
                    throw new ECodeException(
                            IDEMPOTENCY_KEY_REUSED,
                            "This Idempotency-Key came before with another body. Use a new key for a new request.");
                }
                if (!stillThere || row.getObject(2) == null) {
                    throw new ECodeException(
                            CONFLICT,
                            "The first request with this Idempotency-Key is still being worked on.");
                }
                return new Answer(
                        row.getInt(2), row.getString(3), row.getString(4), row.getBytes(5));
            }
        }
    }

    private void execute(String sql, Parameters parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /// What was answered: HTTP status, media type, `Location`, and the body's bytes.
    @SuppressWarnings("ArrayRecordComponent") // handed through, never changed
    public record Answer(
            int status, @Nullable String contentType, @Nullable String location, byte[] body) {}
}

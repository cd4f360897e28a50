package ai.ecode.files.syncing;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.shared.Database;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Rows of what trees and working copies agreed on, in the caller's transaction.
@Dependent
class SyncedFiles {

    private final Database database;

    @Inject
    SyncedFiles(Database database) {
        this.database = database;
    }

    Map<FilePath, Synced> read(UUID workspace) {
        return database.with(connection -> {
            var synced = new HashMap<FilePath, Synced>();
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "select path, type, hash, executable, size, changed_at from synced_files where workspace = ?")) {
                query.setObject(1, workspace);
                ResultSet row = query.executeQuery();
                while (row.next()) {
                    synced.put(
                            new FilePath(row.getString(1)),
                            new Synced(state(row), row.getLong(5), row.getString(6), ""));
                }
            }
            return synced;
        });
    }

    /// What [#begin] wrote down and no [#write] has answered: a write that was interrupted, or one that runs.
    Map<FilePath, FileState> begun(UUID workspace) {
        return database.with(connection -> {
            var begun = new HashMap<FilePath, FileState>();
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "select path, type, hash, executable from begun_writes where workspace = ?")) {
                query.setObject(1, workspace);
                ResultSet row = query.executeQuery();
                while (row.next()) {
                    begun.put(new FilePath(row.getString(1)), state(row));
                }
            }
            return begun;
        });
    }

    /// Says what is about to be written into the working copy. It need not outlive PostgreSQL itself: without it a crash in the
    /// middle can make a file be kept twice, and loses nothing.
    void begin(UUID workspace, Map<FilePath, FileState> states) {
        database.update("set local synchronous_commit to off");
        database.with(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            """
                            insert into begun_writes (workspace, path, type, hash, executable)
                            values (?, ?, ?, ?, ?)
                            on conflict (workspace, path_key) do update
                            set type = excluded.type, hash = excluded.hash, executable = excluded.executable
                            """)) {
                for (var one : states.entrySet()) {
                    FileState state = one.getValue();
                    insert.setObject(1, workspace);
                    insert.setString(2, one.getKey().value());
                    insert.setString(3, state.type().name());
                    insert.setBytes(4, state.hash().map(ContentHash::bytes).orElse(null));
                    insert.setBoolean(5, state.executable());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /// Forgets the writes that were begun: all of them are done, or were looked at.
    void endBegun(UUID workspace, Collection<FilePath> paths) {
        deleteAt("begun_writes", workspace, paths);
    }

    void endAllBegun(UUID workspace) {
        update("delete from begun_writes where workspace = ?", workspace);
    }

    void write(UUID workspace, Map<FilePath, Synced> synced) {
        database.with(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            """
                            insert into synced_files (workspace, path, type, hash, executable, size, changed_at)
                            values (?, ?, ?, ?, ?, ?, ?)
                            on conflict (workspace, path_key) do update
                            set type = excluded.type, hash = excluded.hash, executable = excluded.executable,
                                size = excluded.size, changed_at = excluded.changed_at
                            """)) {
                for (var one : synced.entrySet()) {
                    FileState state = one.getValue().state();
                    insert.setObject(1, workspace);
                    insert.setString(2, one.getKey().value());
                    insert.setString(3, state.type().name());
                    insert.setBytes(4, state.hash().map(ContentHash::bytes).orElse(null));
                    insert.setBoolean(5, state.executable());
                    insert.setLong(6, one.getValue().size());
                    insert.setString(7, one.getValue().changedAt());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    private static FileState state(ResultSet row) throws SQLException {
        return new FileState(
                FileType.valueOf(row.getString(2)),
                Optional.ofNullable(row.getBytes(3)).map(ContentHash::of),
                row.getBoolean(4));
    }

    void forget(UUID workspace, Collection<FilePath> paths) {
        deleteAt("synced_files", workspace, paths);
    }

    private void deleteAt(String table, UUID workspace, Collection<FilePath> paths) {
        if (paths.isEmpty()) {
            return;
        }
        database.with(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement(
                            "delete from %s where workspace = ? and path_key in (select path_key(p) from unnest(?::text[]) p)"
                                    .formatted(table))) {
                delete.setObject(1, workspace);
                delete.setArray(2, texts(connection, paths));
                return delete.executeUpdate();
            }
        });
    }

    void forgetAll(UUID workspace) {
        update("delete from synced_files where workspace = ?", workspace);
        endAllBegun(workspace);
        update("delete from working_copies where workspace = ?", workspace);
    }

    boolean isClean(UUID workspace) {
        return database.with(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "select clean from working_copies where workspace = ?")) {
                query.setObject(1, workspace);
                ResultSet row = query.executeQuery();
                return row.next() && row.getBoolean(1);
            }
        });
    }

    void setClean(UUID workspace, boolean clean) {
        update(
                """
                insert into working_copies (workspace, clean) values (?, %s)
                on conflict (workspace) do update set clean = excluded.clean
                """
                        .formatted(clean),
                workspace);
    }

    private void update(String sql, UUID workspace) {
        database.with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, workspace);
                return statement.executeUpdate();
            }
        });
    }

    private static Array texts(Connection connection, Collection<FilePath> paths)
            throws SQLException {
        return connection.createArrayOf("text", paths.stream().map(FilePath::value).toArray());
    }
}

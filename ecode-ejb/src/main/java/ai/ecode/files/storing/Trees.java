package ai.ecode.files.storing;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.Database;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rows of trees, in the caller's transaction. A tree changes only under its [#lock], which also counts.
@Dependent
public class Trees {

    private static final String ENTRY =
            """
            select f.path, f.type, f.executable, f.target, f.modified_at, b.id, b.sha256, b.size
            from files f left join blobs b on b.id = f.blob
            where f.tree = ?
            """;

    private final Database database;

    @Inject
    public Trees(Database database) {
        this.database = database;
    }

    /// A tree as it is counted.
    ///
    /// @param version grows with each change
    /// @param bytes of all its files
    /// @param entries files, folders and links
    public record Tree(
            UUID id, OrganizationId organization, long version, long bytes, int entries) {}

    public void create(UUID tree, OrganizationId organization) {
        database.update(
                "insert into trees (id, organization) values (?, ?)", tree, organization.value());
    }

    /// One that is filled in the same transaction and stays as it is from then on; nobody's room is used up by it.
    public void createFrozen(UUID tree, OrganizationId organization) {
        database.update(
                "insert into trees (id, organization, frozen) values (?, ?, true)",
                tree,
                organization.value());
    }

    public void remove(UUID tree) {
        database.update("delete from trees where id = ?", tree);
    }

    /// Holds every other writer of this tree off until the transaction ends.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Tree lock(UUID tree) {
        return one("for update", tree);
    }

    /// @throws ECodeException `NOT_FOUND`
    public Tree require(UUID tree) {
        return one("", tree);
    }

    private Tree one(String locking, UUID tree) {
        return database.with(connection -> {
            try (PreparedStatement query =
                    Database.prepare(
                            connection,
                            "select organization, version, bytes, entries from trees where id = ? "
                                    + locking,
                            tree)) {
                ResultSet rows = query.executeQuery();
                if (!rows.next()) {
                    throw ECodeException.notFound("The workspace's tree");
                }
                return new Tree(
                        tree,
                        new OrganizationId(rows.getObject(1, UUID.class)),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getInt(4));
            }
        });
    }

    /// Bytes of the files of all trees of an organization that can still change.
    public long bytesOf(OrganizationId organization) {
        return database.with(connection -> {
            try (PreparedStatement query =
                    Database.prepare(
                            connection,
                            "select coalesce(sum(bytes), 0) from trees where organization = ? and not frozen",
                            organization.value())) {
                ResultSet rows = query.executeQuery();
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /// Keeps everybody else from [#lockSumOf] the same organization until the end of the transaction. Whoever locks a tree
    /// too does so first.
    void lockSumOf(OrganizationId organization) {
        database.with(connection -> {
            try (PreparedStatement lock =
                    Database.prepare(
                            connection,
                            "select pg_advisory_xact_lock(hashtext('files of an organization'), hashtext(?::text))",
                            organization.value())) {
                return lock.execute();
            }
        });
    }

    /// Writes down that the tree changed.
    public void count(UUID tree, long moreBytes, long moreEntries) {
        database.update(
                "update trees set version = version + 1, bytes = bytes + ?, entries = entries + ? where id = ?",
                moreBytes,
                moreEntries,
                tree);
    }

    public Optional<FileEntry> find(UUID tree, FilePath path) {
        return entries(ENTRY + "and f.path_key = path_key(?)", tree, path.value()).stream()
                .findFirst();
    }

    /// What stands at the paths, of those where something stands.
    public List<FileEntry> findAll(UUID tree, Collection<FilePath> paths) {
        return entries(
                ENTRY + "and f.path_key in (select path_key(p) from unnest(?::text[]) p)",
                tree,
                paths.stream().map(FilePath::value).toArray(String[]::new));
    }

    /// Everything, a folder before what it holds.
    public List<FileEntry> list(UUID tree) {
        return entries(ENTRY + "order by f.path", tree);
    }

    public List<FileEntry> symlinks(UUID tree) {
        return entries(ENTRY + "and f.type = 'SYMLINK'", tree);
    }

    /// The folder and everything in it, a folder before what it holds.
    public List<FileEntry> subtree(UUID tree, FilePath folder) {
        return entries(
                ENTRY + "and (f.path = ? or starts_with(f.path, ?)) order by f.path",
                tree,
                folder.value(),
                folder.value() + "/");
    }

    /// Puts the entries at their paths, whatever stood there.
    public void put(UUID tree, Collection<FileEntry> entries) {
        database.with(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            """
                            insert into files (tree, path, type, blob, executable, target, modified_at)
                            values (?, ?, ?, ?, ?, ?, ?)
                            on conflict (tree, path_key) do update
                            set type = excluded.type, blob = excluded.blob, executable = excluded.executable,
                                target = excluded.target, modified_at = excluded.modified_at
                            """)) {
                for (FileEntry entry : entries) {
                    insert.setObject(1, tree);
                    insert.setString(2, entry.path().value());
                    insert.setString(3, entry.type().name());
                    insert.setObject(
                            4,
                            entry.blob() == null ? null : entry.blob().id(),
                            java.sql.Types.BIGINT);
                    insert.setBoolean(5, entry.executable());
                    insert.setString(6, entry.target());
                    insert.setTimestamp(7, Timestamp.from(entry.modifiedAt()));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /// Removes what stands at the paths; what folders hold is the caller's to name.
    public void delete(UUID tree, Collection<FilePath> paths) {
        database.update(
                "delete from files where tree = ? and path_key in (select path_key(p) from unnest(?::text[]) p)",
                tree,
                paths.stream().map(FilePath::value).toArray(String[]::new));
    }

    /// Renames `from` and everything under it.
    public void move(UUID tree, FilePath from, FilePath to) {
        database.update(
                """
                update files set path = ? || substr(path, char_length(?) + 1)
                where tree = ? and (path = ? or starts_with(path, ?))
                """,
                to.value(),
                from.value(),
                tree,
                from.value(),
                from.value() + "/");
    }

    /// A frozen tree with the same entries, which stays as it is while the original goes on.
    public void freeze(UUID tree, UUID copy) {
        database.update(
                """
                insert into trees (id, organization, frozen, version, bytes, entries)
                select ?, organization, true, version, bytes, entries from trees where id = ?
                """,
                copy,
                tree);
        database.update(
                """
                insert into files (tree, path, type, blob, executable, target, modified_at)
                select ?, path, type, blob, executable, target, modified_at from files where tree = ?
                """,
                copy,
                tree);
    }

    private List<FileEntry> entries(String sql, Object... parameters) {
        return database.with(connection -> {
            var entries = new ArrayList<FileEntry>();
            try (PreparedStatement query = Database.prepare(connection, sql, parameters)) {
                query.setFetchSize(1_000);
                ResultSet rows = query.executeQuery();
                while (rows.next()) {
                    entries.add(EntryRow.read(rows));
                }
            }
            return entries;
        });
    }
}

package ai.ecode.files.storing;

import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.files.FileVersion;
import ai.ecode.files.Trashed;
import ai.ecode.shared.Database;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stood in trees before: the newest versions of each file, and what was deleted, as much as a tree may hold at most.
/// The keeping methods run in the transaction that holds the tree's lock, before what they keep is gone.
@Dependent
public class Versions {

    static final int MOST_OF_A_FILE = 50;
    static final int MOST_ENTRIES = 20_000;
    static final int MOST_LISTED = 500;

    /// An editor saves every second or two; somebody's own intermediate states that lived shorter are passed over ...
    static final Duration PASSING = Duration.ofSeconds(30);

    /// ... as long as one of this age is kept.
    static final Duration APART = Duration.ofMinutes(1);

    private static final String VERSION =
            """
            select v.path, v.type, v.executable, v.target, v.modified_at, b.id, b.sha256, b.size,
                   v.id, v.ended_at, v.ended_by, v.deletion
            from file_versions v left join blobs b on b.id = v.blob
            where v.tree = ?
            """;

    private final Database database;
    private final Clock clock;

    @Inject
    public Versions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Keeps the files that stand at the paths and are about to be overwritten.
    ///
    /// @param by user name; null for a program in the workspace
    /// @param mostBytes of all that is kept of the tree
    void keepReplaced(UUID tree, Collection<FilePath> paths, @Nullable String by, long mostBytes) {
        String[] names = paths.stream().map(FilePath::value).toArray(String[]::new);
        Instant now = clock.instant();
        int kept =
                database.update(
                        """
                        insert into file_versions
                          (tree, path, type, blob, executable, target, modified_at, ended_at, ended_by)
                        select f.tree, f.path, f.type, f.blob, f.executable, f.target, f.modified_at, ?, ?
                        from files f
                        where f.tree = ? and f.type = 'FILE'
                          and f.path_key in (select path_key(p) from unnest(?::text[]) p)
                          and not (f.modified_at > ? and exists (
                            select from file_versions v
                            where v.tree = f.tree and v.path_key = f.path_key and v.ended_at > ?
                              and v.ended_by is not distinct from ?))
                        """,
                        now,
                        by,
                        tree,
                        names,
                        now.minus(PASSING),
                        now.minus(APART),
                        by);
        if (kept > 0) {
            database.update(
                    """
                    delete from file_versions where id in (
                      select id from (
                        select id, row_number() over (partition by path_key order by ended_at desc, id) as age
                        from file_versions
                        where tree = ? and deletion is null
                          and path_key in (select path_key(p) from unnest(?::text[]) p)) as aged
                      where age > ?)
                    """,
                    tree,
                    names,
                    MOST_OF_A_FILE);
            trim(tree, mostBytes);
        }
    }

    /// Keeps what stands at the paths and is about to be deleted; what lies in a folder that is deleted too goes with it.
    void keepDeleted(UUID tree, List<FilePath> paths, @Nullable String by, long mostBytes) {
        Instant now = clock.instant();
        var deletions = new ArrayList<UUID>();
        var folders = new java.util.HashMap<FilePath, UUID>();
        Set<FilePath> all = new HashSet<>(paths);
        for (FilePath path : paths.stream().sorted().toList()) {
            UUID deletion =
                    path.parent()
                            .filter(all::contains)
                            .map(folders::get)
                            .orElseGet(UUID::randomUUID);
            folders.put(path, deletion);
        }
        paths.forEach(path -> deletions.add(folders.get(path)));
        int kept =
                database.update(
                        """
                        insert into file_versions
                          (tree, path, type, blob, executable, target, modified_at, ended_at, ended_by, deletion)
                        select f.tree, f.path, f.type, f.blob, f.executable, f.target, f.modified_at, ?, ?, gone.deletion
                        from files f
                        join unnest(?::text[], ?::uuid[]) as gone (path, deletion) on f.path_key = path_key(gone.path)
                        where f.tree = ?
                        """,
                        now,
                        by,
                        paths.stream().map(FilePath::value).toArray(String[]::new),
                        deletions.toArray(UUID[]::new),
                        tree);
        if (kept > 0) {
            trim(tree, mostBytes);
        }
    }

    /// The oldest go when more is kept than may be.
    private void trim(UUID tree, long mostBytes) {
        database.update(
                """
                delete from file_versions where id in (
                  select id from (
                    select v.id, sum(coalesce(b.size, 0)) over newest as bytes, row_number() over newest as number
                    from file_versions v left join blobs b on b.id = v.blob
                    where v.tree = ?
                    window newest as (order by v.ended_at desc, v.id)) as counted
                  where bytes > ? or number > ?)
                """,
                tree,
                mostBytes,
                MOST_ENTRIES);
    }

    /// What is moved takes its earlier versions along.
    void follow(UUID tree, FilePath from, FilePath to) {
        database.update(
                """
                update file_versions set path = ? || substr(path, char_length(?) + 1)
                where tree = ? and deletion is null and (path = ? or starts_with(path, ?))
                """,
                to.value(),
                from.value(),
                tree,
                from.value(),
                from.value() + "/");
    }

    /// Files that stood at the path, the newest first.
    public List<FileVersion> of(UUID tree, FilePath path) {
        return versions(
                VERSION
                        + "and v.path_key = path_key(?) and v.type = 'FILE' order by v.ended_at desc, v.id limit ?",
                tree,
                path.value(),
                MOST_LISTED);
    }

    public Optional<FileVersion> find(UUID tree, UUID version) {
        return versions(VERSION + "and v.id = ?", tree, version).stream().findFirst();
    }

    /// What was deleted at once, a folder before what it held.
    public List<FileVersion> deleted(UUID tree, UUID deletion) {
        return versions(VERSION + "and v.deletion = ? order by v.path", tree, deletion);
    }

    /// What was deleted, the latest first.
    public List<Trashed> trash(UUID tree) {
        return database.with(connection -> {
            var trash = new ArrayList<Trashed>();
            try (PreparedStatement query =
                    Database.prepare(
                            connection,
                            """
                            select v.deletion, min(v.path), (array_agg(v.type order by v.path))[1], count(*),
                                   sum(coalesce(b.size, 0)), max(v.ended_at) as at, max(v.ended_by)
                            from file_versions v left join blobs b on b.id = v.blob
                            where v.tree = ? and v.deletion is not null
                            group by v.deletion order by at desc, v.deletion limit ?
                            """,
                            tree,
                            MOST_LISTED)) {
                ResultSet rows = query.executeQuery();
                while (rows.next()) {
                    trash.add(
                            new Trashed(
                                    rows.getObject(1, UUID.class),
                                    new FilePath(rows.getString(2)),
                                    FileType.valueOf(rows.getString(3)),
                                    rows.getInt(4),
                                    rows.getLong(5),
                                    rows.getTimestamp(6).toInstant(),
                                    rows.getString(7)));
                }
            }
            return trash;
        });
    }

    /// What was restored lies in the trash no longer.
    public void forget(UUID tree, UUID deletion) {
        database.update(
                "delete from file_versions where tree = ? and deletion = ?", tree, deletion);
    }

    /// Forgets what ended before the given time, at most so many.
    public int expire(Instant before, int most) {
        return database.update(
                "delete from file_versions where id in (select id from file_versions where ended_at < ? limit ?)",
                before,
                most);
    }

    private List<FileVersion> versions(String sql, Object... parameters) {
        return database.with(connection -> {
            var versions = new ArrayList<FileVersion>();
            try (PreparedStatement query = Database.prepare(connection, sql, parameters)) {
                ResultSet rows = query.executeQuery();
                while (rows.next()) {
                    versions.add(version(rows));
                }
            }
            return versions;
        });
    }

    private static FileVersion version(ResultSet row) throws SQLException {
        return new FileVersion(
                row.getObject(9, UUID.class),
                EntryRow.read(row),
                row.getTimestamp(10).toInstant(),
                row.getString(11),
                row.getObject(12) != null);
    }
}

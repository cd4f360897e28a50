package ai.ecode.files.storing;

import ai.ecode.files.Blob;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Upload;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.Database;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Content by its hash, in chunks of 1 MiB, once for each organization.
///
/// What no tree refers to any more, nor an earlier version of a file, is swept in two steps: marked first, deleted when it is still unreferenced a grace
/// later, so that a reader of a file that was just overwritten gets to its end, and a writer who brings the same content
/// again takes the mark off.
@Dependent
public class Blobs {

    static final int CHUNK = 1 << 20;

    private final Database database;

    @Inject
    public Blobs(Database database) {
        this.database = database;
    }

    public Blob store(OrganizationId organization, Upload upload) {
        Blob stored = store(organization, List.of(upload)).get(upload.hash());
        return Objects.requireNonNull(stored);
    }

    /// Stores what is new of the content in the caller's transaction; everything given is in the answer.
    public Map<ContentHash, Blob> store(OrganizationId organization, Collection<Upload> uploads) {
        // In one order everywhere, so that two writers of the same content wait for rather than
        // block each other.
        var ordered = new TreeMap<String, Upload>();
        uploads.forEach(upload -> ordered.putIfAbsent(upload.hash().hex(), upload));
        if (ordered.isEmpty()) {
            return Map.of();
        }
        return database.with(connection -> {
            var blobs = new HashMap<ContentHash, Blob>();
            var fresh = new HashMap<Blob, Upload>();
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            """
                            insert into blobs (organization, sha256, size)
                            select ?, decode(sent.hex, 'hex'), sent.size
                            from unnest(?::text[], ?::bigint[]) as sent (hex, size)
                            on conflict (organization, sha256) do update set unreferenced_since = null
                            returning id, sha256, size, xmax = 0
                            """)) {
                insert.setObject(1, organization.value());
                insert.setArray(2, texts(connection, ordered.keySet()));
                insert.setArray(
                        3,
                        connection.createArrayOf(
                                "bigint", ordered.values().stream().map(Upload::size).toArray()));
                try (ResultSet rows = insert.executeQuery()) {
                    while (rows.next()) {
                        var hash = ContentHash.of(rows.getBytes(2));
                        var blob = new Blob(rows.getLong(1), hash, rows.getLong(3));
                        blobs.put(hash, blob);
                        if (rows.getBoolean(4)) {
                            fresh.put(blob, Objects.requireNonNull(ordered.get(hash.hex())));
                        }
                    }
                }
            }
            writeChunks(connection, fresh);
            return blobs;
        });
    }

    private static void writeChunks(Connection connection, Map<Blob, Upload> fresh)
            throws SQLException, IOException {
        int waiting = 0;
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into blob_chunks (blob, position, bytes) values (?, ?, ?)")) {
            for (var one : fresh.entrySet()) {
                try (InputStream content = one.getValue().open()) {
                    byte[] chunk = content.readNBytes(CHUNK);
                    for (int position = 0; chunk.length > 0; position++) {
                        insert.setLong(1, one.getKey().id());
                        insert.setInt(2, position);
                        insert.setBytes(3, chunk);
                        insert.addBatch();
                        waiting += chunk.length;
                        if (waiting >= 4 * CHUNK) {
                            insert.executeBatch();
                            waiting = 0;
                        }
                        chunk = content.readNBytes(CHUNK);
                    }
                }
            }
            if (!fresh.isEmpty()) {
                insert.executeBatch();
            }
        }
    }

    /// The content from `offset` on. Takes a connection for each chunk only, so a slow reader holds none; to be read
    /// outside of a transaction or inside of one.
    public InputStream open(Blob blob, long offset) {
        return new ChunkedInput(blob.size(), offset, position -> chunk(blob, position));
    }

    private byte[] chunk(Blob blob, int position) {
        return database.with(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "select bytes from blob_chunks where blob = ? and position = ?")) {
                query.setLong(1, blob.id());
                query.setInt(2, position);
                try (ResultSet rows = query.executeQuery()) {
                    if (!rows.next()) {
                        throw new IOException("Chunk %d of %s is gone".formatted(position, blob));
                    }
                    return rows.getBytes(1);
                }
            }
        });
    }

    /// Contents of those entries that are files of at most one chunk, by id of their blob, in one round trip; hand it to
    /// [#copy]. All of them are in memory at once: the caller bounds their sum.
    public Map<Long, byte[]> readSmall(Collection<FileEntry> entries) {
        Object[] ids =
                entries.stream()
                        .filter(entry -> entry.blob() != null && entry.size() <= CHUNK)
                        .map(entry -> Objects.requireNonNull(entry.blob()).id())
                        .toArray();
        return database.with(connection -> {
            var contents = new HashMap<Long, byte[]>();
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "select blob, bytes from blob_chunks where blob = any (?) and position = 0")) {
                query.setArray(1, connection.createArrayOf("bigint", ids));
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        contents.put(rows.getLong(1), rows.getBytes(2));
                    }
                }
            }
            return contents;
        });
    }

    /// Writes the whole content, from what was read already where it is there.
    public void copy(Blob blob, Map<Long, byte[]> small, OutputStream out) throws IOException {
        byte[] content = small.get(blob.id());
        if (content != null) {
            out.write(content);
            return;
        }
        try (InputStream chunks = open(blob, 0)) {
            chunks.transferTo(out);
        }
    }

    /// The highest id; 0 when there is no blob.
    public long newest() {
        return database.with(connection -> {
            try (PreparedStatement query =
                            connection.prepareStatement("select coalesce(max(id), 0) from blobs");
                    ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// Of the blobs with ids after `after` up to and with `upTo`: marks what is unreferenced now and deletes what was marked
    /// longer than `grace` ago.
    ///
    /// @return how many blobs were deleted
    public int sweep(Duration grace, long after, long upTo) {
        return database.with(connection -> {
            try (PreparedStatement mark =
                            connection.prepareStatement(
                                    """
                                    update blobs set unreferenced_since = now()
                                    where id > ? and id <= ? and unreferenced_since is null
                                      and not exists (select from files where files.blob = blobs.id)
                                      and not exists (select from file_versions where file_versions.blob = blobs.id)
                                    """);
                    PreparedStatement delete =
                            connection.prepareStatement(
                                    """
                                    delete from blobs
                                    where id > ? and id <= ? and unreferenced_since < now() - make_interval(secs => ?)
                                      and not exists (select from files where files.blob = blobs.id)
                                      and not exists (select from file_versions where file_versions.blob = blobs.id)
                                    """)) {
                for (PreparedStatement either : List.of(mark, delete)) {
                    either.setLong(1, after);
                    either.setLong(2, upTo);
                }
                delete.setDouble(3, grace.toMillis() / 1000.0);
                int deleted = delete.executeUpdate();
                mark.executeUpdate();
                return deleted;
            }
        });
    }

    private static Array texts(Connection connection, Collection<String> texts)
            throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}

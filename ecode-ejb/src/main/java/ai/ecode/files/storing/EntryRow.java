package ai.ecode.files.storing;

import ai.ecode.files.Blob;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// Rows that begin with path, type, executable, target, time of change, and the blob's id, hash and size.
final class EntryRow {

    private EntryRow() {}

    static FileEntry read(ResultSet row) throws SQLException {
        var path = new FilePath(row.getString(1));
        Instant modifiedAt = row.getTimestamp(5).toInstant();
        return switch (FileType.valueOf(row.getString(2))) {
            case FILE -> FileEntry.file(path, blob(row), row.getBoolean(3), modifiedAt);
            case FOLDER -> FileEntry.folder(path, modifiedAt);
            case SYMLINK -> FileEntry.symlink(path, row.getString(4), modifiedAt);
        };
    }

    private static Blob blob(ResultSet row) throws SQLException {
        return new Blob(row.getLong(6), ContentHash.of(row.getBytes(7)), row.getLong(8));
    }
}

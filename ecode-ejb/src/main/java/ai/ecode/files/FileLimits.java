package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How much a workspace may hold.
@Dependent
public class FileLimits {

    private final long file;
    private final long workspace;
    private final int entries;
    private final long archive;

    /// @param file bytes of one file
    /// @param workspace bytes of all files of a workspace
    /// @param entries files, folders and links of a workspace
    /// @param archive bytes of an uploaded archive as it is sent
    @Inject
    public FileLimits(
            @ConfigProperty(name = "ecode.files.largest", defaultValue = "52428800") long file,
            @ConfigProperty(name = "ecode.files.quota", defaultValue = "1073741824") long workspace,
            @ConfigProperty(name = "ecode.files.entries", defaultValue = "50000") int entries,
            @ConfigProperty(name = "ecode.files.archive", defaultValue = "268435456")
                    long archive) {
        this.file = file;
        this.workspace = workspace;
        this.entries = entries;
        this.archive = archive;
    }

    public long file() {
        return file;
    }

    public long workspace() {
        return workspace;
    }

    public int entries() {
        return entries;
    }

    public long archive() {
        return archive;
    }

    /// @throws ECodeException `QUOTA_EXCEEDED` when a tree of that size is more than a workspace may hold
    public void check(long bytes, long count) {
        if (bytes > workspace) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "The workspace would hold %d MiB, and %d MiB is its limit. Nothing was written: delete what is not needed, or keep it in an ignored folder."
                                    .formatted(bytes >> 20, workspace >> 20))
                    .with("limit", workspace);
        }
        if (count > entries) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "The workspace would hold %d files and folders, and %d is its limit. Nothing was written."
                                    .formatted(count, entries))
                    .with("limit", entries);
        }
    }
}

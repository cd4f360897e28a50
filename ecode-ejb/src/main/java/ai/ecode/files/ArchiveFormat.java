package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.UNSUPPORTED_MEDIA_TYPE;

import ai.ecode.shared.ECodeException;

/// The archives that go in and out.
public enum ArchiveFormat {
    ZIP("zip", "application/zip"),
    TAR_GZ("tar.gz", "application/gzip");

    private final String extension;
    private final String mediaType;

    ArchiveFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /// Without the dot; also the name on the wire.
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /// What the first bytes of an archive say, which a file's name or declared type cannot contradict.
    ///
    /// @throws ECodeException `UNSUPPORTED_MEDIA_TYPE`
    public static ArchiveFormat ofContent(byte[] start) {
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] <= 6) {
            return ZIP;
        }
        if (start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return TAR_GZ;
        }
        throw new ECodeException(
                UNSUPPORTED_MEDIA_TYPE, "This is neither a zip nor a tar.gz. Nothing was written.");
    }
}

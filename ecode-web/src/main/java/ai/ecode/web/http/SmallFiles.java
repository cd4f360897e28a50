package ai.ecode.web.http;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.files.Snapshots;
import ai.ecode.shared.ECodeException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Files that are so small that they are sent with their content, all of them at once.
@Schema(name = "SmallFiles")
public record SmallFiles(@NotNull @Valid List<SmallFile> items) {

    /// One file: its text, or its bytes in Base64.
    @Schema(name = "SmallFile")
    public record SmallFile(
            @NotNull @Schema(examples = "main.py") String path,
            @Schema(examples = "print(input())") @Nullable String content,
            @Nullable String contentBase64) {

        Snapshots.Content toContent() {
            if ((content == null) == (contentBase64 == null)) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "The file %s has either content or contentBase64. Nothing was changed."
                                .formatted(path));
            }
            return new Snapshots.Content(
                    new FilePath(path),
                    content != null
                            ? content.getBytes(StandardCharsets.UTF_8)
                            : decoded(contentBase64));
        }

        private byte[] decoded(@Nullable String text) {
            try {
                return Base64.getDecoder().decode(text == null ? "" : text);
            } catch (IllegalArgumentException malformed) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "The contentBase64 of %s is no Base64. Nothing was changed."
                                .formatted(path),
                        malformed);
            }
        }
    }

    public List<Snapshots.Content> toContents() {
        return items.stream().map(SmallFile::toContent).toList();
    }

    /// Files alone; folders and links are left out.
    public static SmallFiles of(List<FileEntry> entries, Snapshots snapshots) {
        return new SmallFiles(
                entries.stream()
                        .filter(entry -> entry.type() == FileType.FILE)
                        .map(entry -> of(entry, snapshots))
                        .toList());
    }

    /// Those that were read already.
    public static SmallFiles ofContents(List<Snapshots.Content> files) {
        return new SmallFiles(
                files.stream().map(file -> of(file.path().value(), file.bytes())).toList());
    }

    private static SmallFile of(FileEntry entry, Snapshots snapshots) {
        try (InputStream content = snapshots.content(entry)) {
            return of(entry.path().value(), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SmallFile of(String path, byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new SmallFile(path, text, null);
        } catch (CharacterCodingException binary) {
            return new SmallFile(path, null, Base64.getEncoder().encodeToString(bytes));
        }
    }
}

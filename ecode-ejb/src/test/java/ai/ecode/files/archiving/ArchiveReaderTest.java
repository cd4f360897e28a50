package ai.ecode.files.archiving;

import static ai.ecode.shared.ErrorCode.INVALID_PATH;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;
import static ai.ecode.shared.ErrorCode.UNSUPPORTED_MEDIA_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.FileLimits;
import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.IgnoreRules;
import ai.ecode.shared.ECodeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class ArchiveReaderTest {

    private final Map<String, String> got = new TreeMap<>();
    private final ArchiveReader reader =
            new ArchiveReader(
                    new FileLimits(1_000_000, 3_000_000, 20, 0), IgnoreRules.of(""), new Got());

    @Test
    void readsFilesFoldersProgramsAndLinksFromAZip() throws IOException {
        read(
                zip(zip -> {
                    add(zip, "src/", 040755, "");
                    add(zip, "src/main.py", 0100644, "print(1)");
                    add(zip, "run.sh", 0100755, "#!/bin/sh");
                    add(zip, "link", 0120777, "src/main.py");
                    add(zip, "dos.txt", 0, "no mode");
                }));
        assertEquals(
                Map.of(
                        "src", "/",
                        "src/main.py", "print(1)",
                        "run.sh", "*#!/bin/sh",
                        "link", "-> src/main.py",
                        "dos.txt", "no mode"),
                got);
    }

    @Test
    void readsFilesFoldersProgramsAndLinksFromATar() throws IOException {
        read(
                tar(tar -> {
                    add(tar, "./", TarConstants.LF_DIR, 0755, "");
                    add(tar, "./src/", TarConstants.LF_DIR, 0755, "");
                    add(tar, "./src/日本.txt", TarConstants.LF_NORMAL, 0644, "text");
                    add(tar, "run.sh", TarConstants.LF_NORMAL, 0755, "x");
                    link(tar, "link", TarConstants.LF_SYMLINK, "src");
                }));
        assertEquals(
                Map.of("src", "/", "src/日本.txt", "text", "run.sh", "*x", "link", "-> src"), got);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "/etc/passwd",
                "a//b",
                "a\u0000b",
                "a/./b",
                "..",
                "a\nb"
            })
    void aNameThatLeavesIsRefused(String name) throws IOException {
        assertEquals(INVALID_PATH, refusal(zip(zip -> add(zip, name, 0100644, "x"))).code());
    }

    @Test
    void backslashesDoNotLeaveEither() throws IOException {
        assertEquals(INVALID_PATH, refusal(zip(zip -> add(zip, "..\\..\\evil", 0, "x"))).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x"})
    void aLinkThatLeavesIsRefused(String target) throws IOException {
        assertTrue(
                refusal(zip(zip -> add(zip, "link", 0120777, target)))
                        .getMessage()
                        .contains("link that leaves"));
        assertTrue(
                refusal(tar(tar -> link(tar, "link", TarConstants.LF_SYMLINK, target)))
                        .getMessage()
                        .contains("link that leaves"));
    }

    @Test
    void devicesAndHardLinksAreRefused() throws IOException {
        for (byte type :
                List.of(
                        TarConstants.LF_LINK,
                        TarConstants.LF_CHR,
                        TarConstants.LF_BLK,
                        TarConstants.LF_FIFO)) {
            assertEquals(
                    MALFORMED_REQUEST, refusal(tar(tar -> link(tar, "x", type, "etc"))).code());
        }
        assertEquals(MALFORMED_REQUEST, refusal(zip(zip -> add(zip, "pipe", 0010644, ""))).code());
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        byte[] single = zip(zip -> add(zip, "zeros", 0100644, "\0".repeat(2_000_000)));
        assertTrue(refusal(single).getMessage().contains("larger than a file"));
        byte[] many =
                zip(zip -> {
                    for (int i = 0; i < 5; i++) {
                        add(zip, "zeros" + i, 0100644, "\0".repeat(999_999));
                    }
                });
        assertEquals(QUOTA_EXCEEDED, refusal(many).code());
    }

    @Test
    void tooManyEntriesAreRefused() throws IOException {
        byte[] many =
                tar(tar -> {
                    for (int i = 0; i < 21; i++) {
                        add(tar, "d" + i + "/", TarConstants.LF_DIR, 0755, "");
                    }
                });
        assertEquals(QUOTA_EXCEEDED, refusal(many).code());
    }

    @Test
    void theSameNameTwiceIsRefusedAlsoInAnotherNormalForm() throws IOException {
        byte[] twice =
                tar(tar -> {
                    add(tar, "caf\u00e9", TarConstants.LF_NORMAL, 0644, "1");
                    add(tar, "cafe\u0301", TarConstants.LF_NORMAL, 0644, "2");
                });
        assertTrue(refusal(twice).getMessage().contains("twice"));
    }

    @Test
    void namesThatDifferInCaseAreDifferentFiles() throws IOException {
        read(
                zip(zip -> {
                    add(zip, "Readme", 0100644, "1");
                    add(zip, "README", 0100644, "2");
                }));
        assertEquals(Map.of("Readme", "1", "README", "2"), got);
    }

    @Test
    void aNameThatIsNotUtf8IsLatin1InATarAndRefusedInAZip() throws IOException {
        byte[] archive = tar(tar -> add(tar, "QQQQ", TarConstants.LF_NORMAL, 0644, "1"));
        read(gzip(replaced(ungzip(archive), "QQQQ", 0xe9)));
        assertEquals(Map.of("éééé", "1"), got);
        byte[] zip = zip(z -> add(z, "QQQQ", 0100644, "1"));
        assertEquals(MALFORMED_REQUEST, refusal(replaced(zip, "QQQQ", 0xff)).code());
    }

    @Test
    void dependenciesArePassedOver() throws IOException {
        read(
                zip(zip -> {
                    add(zip, "a.js", 0100644, "1");
                    add(zip, "node_modules/x/y.js", 0100644, "1");
                    add(zip, "__MACOSX/._a.js", 0100644, "1");
                }));
        assertEquals(Map.of("a.js", "1"), got);
        assertEquals(2, reader.ignored());
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertEquals(UNSUPPORTED_MEDIA_TYPE, refusal("hello".getBytes()).code());
        assertEquals(UNSUPPORTED_MEDIA_TYPE, refusal(new byte[0]).code());
    }

    @Test
    void aTruncatedArchiveIsRefused() throws IOException {
        byte[] whole = zip(zip -> add(zip, "a", 0100644, "x".repeat(5_000)));
        assertEquals(MALFORMED_REQUEST, refusal(Arrays.copyOf(whole, whole.length / 2)).code());
        byte[] tar = tar(t -> add(t, "a", TarConstants.LF_NORMAL, 0644, random()));
        assertEquals(MALFORMED_REQUEST, refusal(Arrays.copyOf(tar, tar.length / 2)).code());
    }

    private static String random() {
        var text = new StringBuilder();
        new java.util.Random(1).ints(50_000, 33, 127).forEach(text::appendCodePoint);
        return text.toString();
    }

    private void read(byte[] archive) throws IOException {
        try (Upload upload = Upload.of(archive)) {
            reader.read(upload);
        }
    }

    private ECodeException refusal(byte[] archive) {
        var fresh =
                new ArchiveReader(
                        new FileLimits(1_000_000, 3_000_000, 20, 0), IgnoreRules.of(""), new Got());
        return assertThrows(
                ECodeException.class,
                () -> {
                    try (Upload upload = Upload.of(archive)) {
                        fresh.read(upload);
                    }
                });
    }

    private final class Got implements ArchiveReader.Sink {
        @Override
        public void folder(FilePath path) {
            got.put(path.value(), "/");
        }

        @Override
        public void file(FilePath path, boolean executable, Upload content) {
            try (content) {
                String text = new String(content.open().readAllBytes(), StandardCharsets.UTF_8);
                got.put(path.value(), (executable ? "*" : "") + text);
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }

        @Override
        public void symlink(FilePath path, String target) {
            got.put(path.value(), "-> " + target);
        }
    }

    private interface Filling<T> {
        void fill(T archive) throws IOException;
    }

    private static byte[] zip(Filling<ZipArchiveOutputStream> filling) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            filling.fill(zip);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipArchiveOutputStream zip, String name, int mode, String content)
            throws IOException {
        var entry = new ZipArchiveEntry(name);
        if (mode != 0) {
            entry.setUnixMode(mode);
        }
        zip.putArchiveEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
    }

    private static byte[] tar(Filling<TarArchiveOutputStream> filling) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setAddPaxHeadersForNonAsciiNames(true);
            filling.fill(tar);
        }
        return gzip(bytes.toByteArray());
    }

    private static void add(
            TarArchiveOutputStream tar, String name, byte type, int mode, String content)
            throws IOException {
        var entry = new TarArchiveEntry(name, type);
        entry.setMode(mode);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, byte type, String target)
            throws IOException {
        var entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GzipCompressorOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] ungzip(byte[] packed) throws IOException {
        return new java.util.zip.GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }

    /// Every `text` with each of its bytes replaced; the tar's checksum is put right.
    private static byte[] replaced(byte[] bytes, String text, int value) {
        byte[] copy = bytes.clone();
        byte[] sought = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + sought.length <= copy.length; i++) {
            if (Arrays.equals(copy, i, i + sought.length, sought, 0, sought.length)) {
                Arrays.fill(copy, i, i + sought.length, (byte) value);
            }
        }
        if (copy.length >= 512 && copy[0] == (byte) value) {
            int sum = 0;
            Arrays.fill(copy, 148, 156, (byte) ' ');
            for (int i = 0; i < 512; i++) {
                sum += copy[i] & 0xff;
            }
            byte[] checksum = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(checksum, 0, copy, 148, 8);
        }
        return copy;
    }
}

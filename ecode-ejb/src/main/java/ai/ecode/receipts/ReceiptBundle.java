package ai.ecode.receipts;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FileType;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.SuiteText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Everything that it takes to test a submission again, in one zip: `receipt.json`, signed; `openings.json`, what it hides;
/// `suite.json`, the tests; `submission.list`, whose SHA-256 is the submission's; and below `submission/` its files. Reading
/// one writes nothing to a disk.
///
/// @param files by their names below `submission/`
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record ReceiptBundle(
        byte[] receipt, byte[] openings, byte[] suite, byte[] list, Map<String, byte[]> files) {

    static final String RECEIPT = "receipt.json";
    static final String OPENINGS = "openings.json";
    static final String SUITE = "suite.json";
    static final String LIST = "submission.list";
    static final String FILES = "submission/";

    static final long MOST_BYTES = 192L << 20;
    static final int MOST_ENTRIES = 20_000;

    private static final int PIECE = 1 << 16;

    /// Where the content of a file is read.
    interface Contents {
        InputStream of(FileEntry file) throws IOException;
    }

    /// `out` is finished, not closed.
    static void write(
            OutputStream out,
            SignedReceipt receipt,
            byte[] openings,
            SuiteText suite,
            List<FileEntry> files,
            Contents contents)
            throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        put(zip, RECEIPT, receipt.file());
        put(zip, OPENINGS, openings);
        put(zip, SUITE, suite.bytes());
        put(zip, LIST, Snapshots.listing(files).getBytes(StandardCharsets.UTF_8));
        for (FileEntry file : files) {
            if (file.type() == FileType.FILE) {
                zip.putNextEntry(new ZipEntry(FILES + file.path()));
                try (InputStream content = contents.of(file)) {
                    content.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /// @throws ReceiptRefused for what is no bundle, or too large for one
    static ReceiptBundle read(InputStream in) throws IOException, ReceiptRefused {
        var all = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
            long room = MOST_BYTES;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (all.size() == MOST_ENTRIES) {
                    throw new ReceiptRefused(
                            "There are more than %d entries in it.".formatted(MOST_ENTRIES));
                }
                byte[] bytes = bounded(zip, room);
                room -= bytes.length;
                if (all.put(entry.getName(), bytes) != null) {
                    throw new ReceiptRefused("“%s” is in it twice.".formatted(entry.getName()));
                }
            }
        } catch (ZipException | IllegalArgumentException malformed) {
            throw new ReceiptRefused("It is no zip that can be read.", malformed);
        }
        var files = new HashMap<String, byte[]>();
        var bundle =
                new ReceiptBundle(
                        taken(all, RECEIPT),
                        taken(all, OPENINGS),
                        taken(all, SUITE),
                        taken(all, LIST),
                        files);
        for (var one : all.entrySet()) {
            if (!one.getKey().startsWith(FILES)) {
                throw new ReceiptRefused(
                        "“%s” does not belong into a bundle.".formatted(one.getKey()));
            }
            files.put(one.getKey().substring(FILES.length()), one.getValue());
        }
        return bundle;
    }

    private static byte[] taken(Map<String, byte[]> all, String name) throws ReceiptRefused {
        byte[] bytes = all.remove(name);
        if (bytes == null) {
            throw new ReceiptRefused("There is no %s in it.".formatted(name));
        }
        return bytes;
    }

    private static byte[] bounded(InputStream in, long room) throws IOException, ReceiptRefused {
        var bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (bytes.size() + (long) read > room) {
                throw new ReceiptRefused(
                        "Unpacked it has more than %d MiB.".formatted(MOST_BYTES >> 20));
            }
            bytes.write(piece, 0, read);
        }
        return bytes.toByteArray();
    }
}

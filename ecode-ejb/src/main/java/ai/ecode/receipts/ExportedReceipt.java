package ai.ecode.receipts;

import ai.ecode.files.FileEntry;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.SuiteText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/// All that it takes to test the submission of a receipt again; [ReceiptBundle] is how it is written.
///
/// @param openings what the receipt hides
/// @param suite the tests, hidden ones too
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
public record ExportedReceipt(
        SignedReceipt receipt, byte[] openings, SuiteText suite, List<FileEntry> files) {

    public UUID id() {
        return receipt.id();
    }

    /// As a zip, piece by piece. The stream is finished, not closed.
    public void writeTo(OutputStream out, Snapshots snapshots) throws IOException {
        ReceiptBundle.write(out, receipt, openings, suite, files, snapshots::content);
    }
}

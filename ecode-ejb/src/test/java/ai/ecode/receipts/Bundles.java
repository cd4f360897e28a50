package ai.ecode.receipts;

import ai.ecode.classroom.LatePolicy;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.Blob;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.Graded;
import ai.ecode.grading.SuiteText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Bundles as an installation makes them, without one.
final class Bundles {

    static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    final SigningKey key = SigningKey.random();

    TrustedKeys trusted() {
        return new TrustedKeys(List.of(key.verifying()));
    }

    byte[] of(Corpus.Work work, Graded graded) throws IOException {
        return of(work, graded, 0);
    }

    byte[] of(Corpus.Work work, Graded graded, int lateOff) throws IOException {
        List<FileEntry> entries = entries(work.files());
        ReceiptText text =
                ReceiptText.of(
                        new GradedWork(
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                1,
                                NOW,
                                Optional.of(NOW),
                                ContentHash.ofContent(
                                                Snapshots.listing(entries)
                                                        .getBytes(StandardCharsets.UTF_8))
                                        .hex(),
                                lateOff,
                                10,
                                1,
                                LatePolicy.FREE,
                                NOW,
                                NOW),
                        work.suite(),
                        graded,
                        NOW);
        Map<String, SourceFile> contents =
                work.files().stream()
                        .collect(Collectors.toMap(file -> file.path().value(), file -> file));
        var out = new ByteArrayOutputStream();
        ReceiptBundle.write(
                out,
                new SignedReceipt(
                        text.id(), text.receipt(), key.sign(text.receipt()), key.verifying()),
                text.openings(),
                SuiteText.of(work.suite()),
                entries,
                entry ->
                        new ByteArrayInputStream(
                                Objects.requireNonNull(contents.get(entry.path().value()))
                                        .content()));
        return out.toByteArray();
    }

    private static List<FileEntry> entries(List<SourceFile> files) {
        return files.stream()
                .map(file ->
                        FileEntry.file(
                                file.path(),
                                new Blob(
                                        0,
                                        ContentHash.ofContent(file.content()),
                                        file.content().length),
                                false,
                                NOW))
                .toList();
    }

    VerifiedReceipt verified(byte[] bundle) throws IOException, ReceiptRefused {
        return VerifiedReceipt.of(ReceiptBundle.read(new ByteArrayInputStream(bundle)), trusted());
    }
}

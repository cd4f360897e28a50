package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.DocumentSaved;
import ai.ecode.collaboration.storing.UpdateLog;
import ai.ecode.collaboration.yjs.StateVector;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What is written in one document on its way into the log: what of it is durable, and who is to hear of that. The document's
/// thread's.
final class Journal {

    private static final Duration SAVED_PAUSE = Duration.ofMillis(200);
    private static final int MANY_UPDATES = 500;
    private static final int SOME_UPDATES = 20;

    private final OpenDocument document;
    private final LiveText text;
    private final Mailbox mailbox;
    private final Surroundings around;

    /// Another server has the document.
    private volatile boolean lost;

    /// The last number that is durable; written by the log's thread.
    private volatile long durable;

    /// From which durable number on the document's thread wants to be woken.
    private volatile long wakeAt = Long.MAX_VALUE;

    private long announced;
    private long announcedAt = System.nanoTime();
    private @Nullable StateVector saving;
    private long savingNumber;
    private int sinceCompaction;

    Journal(OpenDocument document, LiveText text, Mailbox mailbox, Surroundings around) {
        this.document = document;
        this.text = text;
        this.mailbox = mailbox;
        this.around = around;
        durable = text.number();
        announced = text.number();
        sinceCompaction = text.entries();
    }

    /// Another server has the document, or it is no more: nothing more is stored.
    boolean isLost() {
        return lost;
    }

    boolean isFull() {
        return around.log().isFull();
    }

    void append(byte[] update, String editor) {
        long number = text.append(editor);
        sinceCompaction++;
        around.log().append(text.row().id(), number, update, new Stored(number));
    }

    /// Called by the log's thread.
    private final class Stored implements UpdateLog.Receipt {
        private final long number;

        Stored(long number) {
            this.number = number;
        }

        @Override
        public void stored() {
            durable = number;
            if (number >= wakeAt) {
                mailbox.wake();
            }
        }

        @Override
        public void refused() {
            lost = true;
            mailbox.wake();
        }
    }

    /// What was stored without the log is durable, too.
    void storedApart() {
        durable = text.number();
    }

    boolean isDurable(long number) {
        return durable >= number;
    }

    boolean isAllDurable() {
        return durable >= text.number();
    }

    /// Waits until all is durable, or lost.
    void awaitDurable() throws InterruptedException {
        while (!isAllDurable() && !lost) {
            Thread.sleep(1);
        }
    }

    /// Tells what is durable, now and then.
    void announce(long now) {
        if (isAnnouncementDue() && now - announcedAt >= SAVED_PAUSE.toNanos()) {
            saving = text.stateVector();
            savingNumber = text.number();
        }
        if (saving != null && isDurable(savingNumber)) {
            around.saved()
                    .accept(
                            new DocumentSaved(
                                    document.workspace(),
                                    document.path(),
                                    Base64.getEncoder().encodeToString(saving.encode())));
            announced = savingNumber;
            announcedAt = now;
            saving = null;
        }
    }

    private boolean isAnnouncementDue() {
        return saving == null && announced < text.number();
    }

    /// When [#announce] has something to do without being woken, of [System#nanoTime()].
    long nextAnnouncement(long otherwise) {
        return isAnnouncementDue()
                ? Math.min(otherwise, announcedAt + SAVED_PAUSE.toNanos())
                : otherwise;
    }

    /// Wakes the document once the number is durable, or what is to be announced is.
    void wakeWhenDurable(long number) {
        wakeAt = Math.min(saving == null ? Long.MAX_VALUE : savingNumber, number);
        if (isDurable(wakeAt)) {
            mailbox.wake();
        }
    }

    void compactWhenLong() {
        if (sinceCompaction >= MANY_UPDATES) {
            sinceCompaction = 0;
            var row = text.row();
            around.threads().execute(() -> LiveText.compact(row, around));
        }
    }

    /// Blocks.
    void compactInTheEnd() {
        if (sinceCompaction >= SOME_UPDATES && text.isWritten()) {
            LiveText.compact(text.row(), around);
        }
    }
}

package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.storing.Draft;
import ai.ecode.collaboration.storing.Sight;
import ai.ecode.files.FileEntry;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings a document's text into its file, and what others make of the file into the document; one of both at a time. The
/// document's thread's; what blocks is done on other threads.
final class FileSide {

    private static final Logger LOG = Logger.getLogger(FileSide.class.getName());

    /// Between two moments at which documents go into their files. They are the same for all documents, so that those of a
    /// workspace are written together.
    private static final Duration SETTLING = Duration.ofMillis(350);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /// Somebody waits for what there is to be in the file.
    private static final class Flush {
        private final CompletableFuture<Void> done;
        private long number = -1;

        Flush(CompletableFuture<Void> done) {
            this.done = done;
        }
    }

    private final OpenDocument document;
    private final Room room;
    private final LiveText text;
    private final Journal journal;
    private final Mailbox mailbox;
    private final Surroundings around;
    private final List<Flush> flushes = new ArrayList<>();
    private final List<Runnable> readers = new ArrayList<>();
    private long writeAt;
    private @Nullable Draft draft;
    private boolean writing;
    private boolean lookWanted;
    private boolean looking;
    private long lookAt = System.nanoTime();

    FileSide(
            OpenDocument document,
            Room room,
            LiveText text,
            Journal journal,
            Mailbox mailbox,
            Surroundings around) {
        this.document = document;
        this.room = room;
        this.text = text;
        this.journal = journal;
        this.mailbox = mailbox;
        this.around = around;
        writeAt = text.isWritten() ? Long.MAX_VALUE : System.nanoTime();
    }

    /// The document was changed.
    void changed() {
        if (writeAt == Long.MAX_VALUE) {
            long now = System.nanoTime();
            writeAt = now + Math.floorMod(-now, SETTLING.toNanos());
        }
    }

    /// Writes at once, as far as there is something to write.
    void writeSoon() {
        writeAt = Math.min(writeAt, System.nanoTime() + Pace.SHORTEST.toNanos());
    }

    /// The file may have been changed or moved.
    void look() {
        lookWanted = true;
    }

    /// Runs it when the document has what is in the file now. Dropped should the document end before.
    void read(Runnable reading) {
        readers.add(reading);
        look();
    }

    /// Writes soon, and completes it then.
    void flush(CompletableFuture<Void> done) {
        flushes.add(new Flush(done));
        writeAt = System.nanoTime();
    }

    /// True when there is nothing to do, or to wait for, but to write.
    boolean isIdle() {
        return !writing && !looking && !lookWanted;
    }

    /// The draft that is written once it is durable.
    long awaited() {
        return draft == null || writing ? Long.MAX_VALUE : draft.number();
    }

    /// When [#tend] has something to do without being woken, of [System#nanoTime()].
    long nextDeadline(long otherwise) {
        long next = otherwise;
        if (!writing && !looking && draft == null) {
            if (writeAt != Long.MAX_VALUE) {
                next = Math.min(next, writeAt);
            }
            if (lookWanted) {
                next = Math.min(next, lookAt);
            }
        }
        return next;
    }

    /// Does what is next.
    void tend(long now) {
        finishFlushes();
        if (writing || looking) {
            return;
        }
        if (draft != null) {
            write(draft);
        } else if (lookWanted && now >= lookAt) {
            looking = true;
            lookWanted = false;
            List<Runnable> asked = List.copyOf(readers);
            readers.clear();
            around.threads().execute(() -> lookAtFile(asked));
        } else if (now >= writeAt) {
            writeAt = Long.MAX_VALUE;
            if (!text.isWritten()) {
                draft = text.draft();
                write(draft);
            }
        }
    }

    private void finishFlushes() {
        long agreed = text.row().agreedNumber();
        for (Flush flush : flushes) {
            flush.number = flush.number < 0 ? text.number() : flush.number;
            if (flush.number <= agreed) {
                flush.done.complete(null);
            }
        }
        flushes.removeIf(flush -> flush.done.isDone());
    }

    /// Once it is durable.
    private void write(Draft due) {
        if (journal.isDurable(due.number())) {
            writing = true;
            around.writer()
                    .submit(
                            document.workspace(),
                            due,
                            result -> mailbox.tell(() -> written(result)));
        }
    }

    private void written(TreeWriter.Result result) {
        writing = false;
        draft = null;
        if (result.problem().isPresent()) {
            RuntimeException problem = result.problem().get();
            LOG.log(Level.WARNING, "A document could not be written into its file", problem);
            flushes.forEach(flush -> flush.done.completeExceptionally(problem));
            writeAt = System.nanoTime() + RETRY.toNanos();
            return;
        }
        boolean there =
                result.sight()
                        .flatMap(Sight::file)
                        .flatMap(FileEntry::hash)
                        .filter(result.draft().content().hash()::equals)
                        .isPresent();
        if (there) {
            text.written(result.draft());
            if (!text.isWritten()) {
                changed();
            }
        } else {
            compare(result.sight());
        }
    }

    /// On a thread of its own.
    ///
    /// @param asked whom to let read what is found
    private void lookAtFile(List<Runnable> asked) {
        try {
            Optional<Sight> sight = around.stored().look(text.row().id());
            mailbox.tell(() -> {
                looking = false;
                if (compare(sight)) {
                    asked.forEach(Runnable::run);
                } else {
                    readers.addAll(asked);
                }
            });
        } catch (RuntimeException failure) {
            mailbox.tell(() -> {
                looking = false;
                readers.addAll(asked);
                lookAgain(failure);
            });
        }
    }

    private void lookAgain(RuntimeException failure) {
        LOG.log(Level.WARNING, "The file of a document could not be read; trying again", failure);
        lookWanted = true;
        lookAt = System.nanoTime() + RETRY.toNanos();
    }

    /// Takes over what others made of the file.
    ///
    /// @return whether the document has it all now; otherwise it looks again, or ends
    private boolean compare(Optional<Sight> sight) {
        Optional<FileEntry> file = sight.flatMap(Sight::file);
        if (file.isEmpty()) {
            flushes.forEach(flush -> flush.done.complete(null));
            room.close(ErrorCode.NOT_FOUND, "“%s” was deleted.".formatted(document.path().name()));
            return false;
        }
        text.moved(sight.get().path());
        if (file.get().hash().filter(text.row().agreedHash()::equals).isPresent()) {
            return true;
        }
        boolean adopted = room.makeAllDurable() && adopt(file.get());
        if (!text.isWritten()) {
            writeAt = Math.min(writeAt, System.nanoTime() + RETRY.toNanos());
        }
        return adopted;
    }

    /// @return false when it looks again, or ends
    private boolean adopt(FileEntry file) {
        try {
            Optional<byte[]> change = text.adopt(file);
            change.ifPresent(adopted -> {
                journal.storedApart();
                room.adopted(adopted);
            });
            lookWanted |= change.isEmpty();
            return change.isPresent();
        } catch (ECodeException refused) {
            if (refused.code().isCallersFault()) {
                room.close(refused.code(), String.valueOf(refused.getMessage()));
            } else {
                lookAgain(refused);
            }
        } catch (RuntimeException failure) {
            lookAgain(failure);
        }
        return false;
    }
}

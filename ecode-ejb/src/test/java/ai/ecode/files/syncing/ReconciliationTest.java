package ai.ecode.files.syncing;

import static ai.ecode.files.syncing.Reconciliation.AGREED;
import static ai.ecode.files.syncing.Reconciliation.KEEP_BOTH;
import static ai.ecode.files.syncing.Reconciliation.TO_COPY;
import static ai.ecode.files.syncing.Reconciliation.TO_TREE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FileType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final FileState OLD = file("old");
    private static final FileState NEW = file("new");
    private static final FileState OTHER = file("other");

    @Test
    void equalSidesAgreeWhateverWasBefore() {
        assertEquals(AGREED, decide(OLD, NEW, NEW));
        assertEquals(AGREED, decide(null, NEW, NEW));
        assertEquals(AGREED, decide(OLD, null, null));
    }

    @Test
    void theSideThatChangedWins() {
        assertEquals(TO_COPY, decide(OLD, NEW, OLD));
        assertEquals(TO_TREE, decide(OLD, OLD, NEW));
    }

    @Test
    void whatIsNewOnOneSideGoesToTheOther() {
        assertEquals(TO_COPY, decide(null, NEW, null));
        assertEquals(TO_TREE, decide(null, null, NEW));
    }

    @Test
    void twoChangesAreBothKept() {
        assertEquals(KEEP_BOTH, decide(OLD, NEW, OTHER));
        assertEquals(KEEP_BOTH, decide(null, NEW, OTHER));
        assertEquals(KEEP_BOTH, decide(OLD, NEW, FileState.FOLDER));
    }

    @Test
    void aDeletionReachesTheOtherSide() {
        assertEquals(TO_COPY, decide(OLD, null, OLD));
        assertEquals(TO_TREE, decide(OLD, OLD, null));
    }

    @Test
    void aChangeOutlivesADeletion() {
        assertEquals(TO_TREE, decide(OLD, null, NEW));
        assertEquals(TO_COPY, decide(OLD, NEW, null));
    }

    @Test
    void afterACrashWhatIsMissingIsRestored() {
        assertEquals(TO_COPY, Reconciliation.decide(OLD, OLD, null, true));
    }

    @Test
    void theExecutableBitAloneIsNoConflict() {
        var runnable = new FileState(FileType.FILE, NEW.hash(), true);
        assertEquals(TO_TREE, decide(OLD, NEW, runnable));
    }

    private static Reconciliation decide(FileState agreed, FileState tree, FileState copy) {
        return Reconciliation.decide(agreed, tree, copy, false);
    }

    private static FileState file(String content) {
        return new FileState(
                FileType.FILE, Optional.of(ContentHash.ofContent(content.getBytes())), false);
    }
}

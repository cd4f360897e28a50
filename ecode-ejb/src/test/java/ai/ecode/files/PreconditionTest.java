package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.ETAG_REQUIRED;
import static ai.ecode.shared.ErrorCode.STALE_ETAG;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreconditionTest {

    private static final ContentHash MINE = ContentHash.ofText("mine");
    private static final ContentHash THEIRS = ContentHash.ofText("theirs");

    @Test
    void creatingNeedsNoEtag() {
        assertDoesNotThrow(() -> new Precondition.Unstated().checkWrite(Optional.empty()));
    }

    @Test
    void overwritingUnseenNeedsAnEtag() {
        var refusal = refusalOf(new Precondition.Unstated(), Optional.of(THEIRS));
        assertEquals(ETAG_REQUIRED, refusal.code());
    }

    @Test
    void aStaleEtagIsToldTheCurrentOne() {
        var refusal = refusalOf(new Precondition.Matching(Set.of(MINE)), Optional.of(THEIRS));
        assertEquals(STALE_ETAG, refusal.code());
        assertEquals(THEIRS.etag(), refusal.details().get("etag"));
    }

    @Test
    void anyOfSeveralEtagsWillDo() {
        assertDoesNotThrow(() ->
                new Precondition.Matching(Set.of(MINE, THEIRS)).checkWrite(Optional.of(THEIRS)));
    }

    @Test
    void whatWasDeletedMeanwhileIsStale() {
        assertEquals(
                STALE_ETAG,
                refusalOf(new Precondition.Matching(Set.of(MINE)), Optional.empty()).code());
    }

    @Test
    void aStarOverwritesWhateverIsThere() {
        assertDoesNotThrow(() -> new Precondition.Whatever().checkWrite(Optional.of(THEIRS)));
        assertDoesNotThrow(() -> new Precondition.Whatever().checkWrite(Optional.empty()));
    }

    @Test
    void createOnlyRefusesWhatExists() {
        assertEquals(STALE_ETAG, refusalOf(new Precondition.Absent(), Optional.of(THEIRS)).code());
        assertDoesNotThrow(() -> new Precondition.Absent().checkWrite(Optional.empty()));
    }

    @Test
    void deletingNeedsNoEtagButHeedsOne() {
        assertDoesNotThrow(() -> new Precondition.Unstated().checkDelete(Optional.of(THEIRS)));
        assertThrows(
                ECodeException.class,
                () -> new Precondition.Matching(Set.of(MINE)).checkDelete(Optional.of(THEIRS)));
    }

    private static ECodeException refusalOf(Precondition condition, Optional<ContentHash> current) {
        return assertThrows(ECodeException.class, () -> condition.checkWrite(current));
    }
}

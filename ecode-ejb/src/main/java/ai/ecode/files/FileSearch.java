package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.OVERLOADED;

import ai.ecode.files.searching.NameSearch;
import ai.ecode.files.searching.TextSearch;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.Trees;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Finds text and names in the tree of a workspace, whether it runs or not. Holds no transaction while it reads.
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FileSearch {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_MATCHES = 2_000;
    private static final int MOST_NAMES = 200;

    /// Searching is all computing: more at once than there are cores would only be slower.
    private static final Semaphore CORES =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    @Inject private Workspaces workspaces;
    @Inject private Trees trees;
    @Inject private Blobs blobs;

    /// What was found, in the order of paths and lines.
    ///
    /// @param truncated whether there may be more: too many matches, or not enough time
    public record Found(List<SearchMatch> matches, boolean truncated) {}

    /// @throws ECodeException `MALFORMED_REQUEST` for a pattern that is none, `OVERLOADED`
    public Found text(Caller caller, WorkspaceId id, SearchQuery query) {
        workspaces.enter(caller, id, Right.READ);
        var search = new TextSearch(query, MOST_MATCHES, LONGEST);
        acquire();
        try {
            search.run(trees.list(id.value()), blobs);
        } finally {
            CORES.release();
        }
        return new Found(search.matches(), search.isTruncated());
    }

    /// Paths that contain the letters of `text` in their order, the closest first; folders are not among them.
    public List<FilePath> names(Caller caller, WorkspaceId id, String text) {
        workspaces.enter(caller, id, Right.READ);
        List<FilePath> files =
                trees.list(id.value()).stream()
                        .filter(entry -> entry.type() != FileType.FOLDER)
                        .map(FileEntry::path)
                        .toList();
        return NameSearch.rank(text, files, MOST_NAMES);
    }

    private static void acquire() {
        try {
            if (!CORES.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ECodeException(
                        OVERLOADED, "Too many searches run at once. Try again in a moment.");
            }
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            throw new ECodeException(OVERLOADED, "The platform is stopping.", shutdown);
        }
    }
}

package ai.ecode.collaboration;

import ai.ecode.files.ContentHash;
import ai.ecode.files.DocumentFiles;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// Comments with the lines where they are now. Not transactional: it asks documents, which have threads of their own.
@ApplicationScoped
public class Discussion {

    private static final Logger LOG = Logger.getLogger(Discussion.class.getName());

    @Inject private Comments comments;
    @Inject private SharedDocuments documents;
    @Inject private DocumentFiles files;
    @Inject private Workspaces workspaces;

    /// Begins a thread about lines of a file.
    ///
    /// @throws ECodeException as [Comments#begin]; `TOO_LARGE` or `UNSUPPORTED_MEDIA_TYPE` for a file that cannot be edited
    ///     together
    public CommentThread begin(
            Caller caller, WorkspaceId id, FilePath path, Passage.Wanted wanted, Words words) {
        workspaces.enter(caller, id, Right.READ);
        FilePath file = files.require(id, path).path();
        Passage passage = documents.read(id, file, wanted::in);
        return comments.begin(caller, id, file, passage, words);
    }

    /// @throws ECodeException as [Comments#of]
    public Page<CommentThread> of(
            Caller caller, WorkspaceId id, Optional<FilePath> path, PageRequest page) {
        Page<CommentThread> found = comments.of(caller, id, path, page);
        return settle(id, found.items()) ? comments.of(caller, id, path, page) : found;
    }

    /// @throws ECodeException as [Comments#require]
    public CommentThread require(Caller caller, WorkspaceId id, UUID thread) {
        CommentThread found = comments.require(caller, id, thread);
        return settle(id, List.of(found)) ? comments.require(caller, id, thread) : found;
    }

    /// Finds the lines anew of those threads whose files have changed since. Where a file is not there, or is none that is
    /// edited together, they stay.
    ///
    /// @return whether any were found
    private boolean settle(WorkspaceId id, List<CommentThread> threads) {
        Map<FilePath, List<CommentThread>> byFile =
                threads.stream().collect(Collectors.groupingBy(CommentThread::path));
        Map<FilePath, FileEntry> now = files.find(id, byFile.keySet());
        boolean any = false;
        for (var file : byFile.entrySet()) {
            Optional<ContentHash> content =
                    Optional.ofNullable(now.get(file.getKey())).flatMap(FileEntry::hash);
            List<CommentThread> stale =
                    file.getValue().stream()
                            .filter(thread -> !thread.hash().equals(content))
                            .toList();
            if (content.isPresent() && !stale.isEmpty()) {
                any |= settle(id, file.getKey(), stale, content.get());
            }
        }
        return any;
    }

    private boolean settle(
            WorkspaceId id, FilePath path, List<CommentThread> threads, ContentHash content) {
        try {
            Map<UUID, Passage> places =
                    documents.read(
                            id,
                            path,
                            text -> {
                                var found = new HashMap<UUID, Passage>();
                                threads.forEach(thread ->
                                        found.put(thread.id(), thread.passage().in(text)));
                                return found;
                            });
            comments.settle(places, content);
            return true;
        } catch (ECodeException | jakarta.ejb.EJBException unsettled) {
            LOG.log(Level.FINE, "Comments stay where they were in " + path, unsettled);
            return false;
        }
    }
}

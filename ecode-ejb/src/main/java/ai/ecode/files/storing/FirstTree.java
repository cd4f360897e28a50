package ai.ecode.files.storing;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;

import ai.ecode.files.Blob;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.identity.OrganizationId;
import ai.ecode.workspace.Template;
import ai.ecode.workspace.Templates;
import ai.ecode.workspace.WorkspaceCreated;
import ai.ecode.workspace.WorkspaceDeleted;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A tree comes and goes in the transaction in which its workspace does; it begins with the files of the template.
@ApplicationScoped
public class FirstTree {

    @Inject private Workspaces workspaces;
    @Inject private Templates templates;
    @Inject private Trees trees;
    @Inject private TreeEdits edits;
    @Inject private Blobs blobs;
    @Inject private Clock clock;

    void plant(@Observes WorkspaceCreated event) {
        OrganizationId organization = workspaces.require(event.workspace()).organization();
        trees.create(event.workspace().value(), organization);
        Template template =
                event.template().equals(Template.ARCHIVE.id())
                        ? Template.ARCHIVE
                        : templates.require(event.template());
        List<Upload> contents =
                template.files().stream().map(file -> Upload.of(file.content())).toList();
        Map<ContentHash, Blob> stored = blobs.store(organization, contents);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<FileEntry> entries =
                template.files().stream().map(file -> entry(file, stored, now)).toList();
        edits.put(trees.lock(event.workspace().value()), entries);
    }

    /// Before everything else that goes with a workspace: who changes more than the tree locks the tree first, so whoever
    /// deletes more does, too.
    void fell(@Observes @Priority(LIBRARY_BEFORE) WorkspaceDeleted event) {
        trees.remove(event.workspace().value());
    }

    private static FileEntry entry(
            Template.TemplateFile file, Map<ContentHash, Blob> stored, Instant now) {
        Blob blob = Objects.requireNonNull(stored.get(ContentHash.ofContent(file.content())));
        return FileEntry.file(new FilePath(file.path()), blob, file.executable(), now);
    }
}

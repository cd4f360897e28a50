package ai.ecode.web.collaboration;

import ai.ecode.collaboration.Comment;
import ai.ecode.collaboration.CommentThread;
import ai.ecode.collaboration.Comments;
import ai.ecode.collaboration.Discussion;
import ai.ecode.collaboration.Passage;
import ai.ecode.collaboration.Words;
import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.User;
import ai.ecode.identity.UserId;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Comments on lines of the files of a workspace, for its members.
@Path("/workspaces/{id}/comments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "people")
public class CommentResource {

    @Inject private Caller caller;
    @Inject private Discussion discussion;
    @Inject private Comments comments;
    @Inject private People people;

    /// What somebody said in a thread.
    @Schema(name = "Comment")
    public record CommentView(
            UUID id,
            @Schema(description = "User name of its author", examples = "developer2") String user,
            @Schema(examples = "Devi Two") String fullName,
            @Schema(description = "Plain text, which may have several lines") String text,
            Instant writtenAt) {}

    /// Talk about some lines of a file.
    @Schema(name = "CommentThread")
    public record ThreadView(
            UUID id,
            @Schema(examples = "src/main.py") String path,
            @Schema(description = "The first line as the file is now, from 1", examples = "12")
                    int line,
            @Schema(description = "The last line", examples = "12") int endLine,
            @Schema(
                            description =
                                    "Where the first line begins in the shared document: a relative position of Yjs in base 64")
                    String start,
            @Schema(description = "Where the last line ends") String end,
            @Schema(description = "What the first line said when the thread was begun")
                    String quote,
            boolean resolved,
            @Schema(description = "User name of the one who resolved it")
                    @Nullable String resolvedBy,
            List<CommentView> comments) {}

    /// @param endLine the last line; the first when absent
    /// @param start relative position of the first line, for who has the shared document open; with `end`
    @Schema(name = "NewCommentThread")
    public record NewThread(
            @NotNull @Schema(examples = "src/main.py") String path,
            @Schema(description = "From 1", examples = "12") int line,
            @Nullable Integer endLine,
            @Nullable String start,
            @Nullable String end,
            @NotNull
                    @Schema(
                            description = "Plain text of 1 to 4,000 characters",
                            examples = "Why not a set?")
                    String text) {}

    @Schema(name = "NewComment")
    public record NewComment(
            @NotNull
                    @Schema(
                            description = "Plain text of 1 to 4,000 characters",
                            examples = "Because the order matters")
                    String text) {}

    @GET
    @Operation(
            operationId = "listComments",
            summary = "Comments on lines of the files of a workspace",
            description =
                    "By file and line, resolved ones too. Lines are those of the files as they are now. For members only,"
                            + " viewers among them.")
    public PageView<ThreadView> list(
            @PathParam("id") String workspace,
            @QueryParam("path") @Nullable String path,
            @BeanParam PageQuery page) {
        return PageView.of(
                discussion.of(
                        caller,
                        id(workspace),
                        Optional.ofNullable(path).map(FilePath::new),
                        page.request()),
                this::view);
    }

    @POST
    @Operation(
            operationId = "beginCommentThread",
            summary = "Comments on lines of a file",
            description = "The comment follows its lines when the text changes.")
    @APIResponse(
            responseCode = "201",
            description = "The thread",
            content = @Content(schema = @Schema(implementation = ThreadView.class)))
    @APIResponse(responseCode = "413", description = "The file is larger than 5 MiB (`too-large`)")
    @APIResponse(
            responseCode = "415",
            description = "The file is not text in UTF-8 (`unsupported-media-type`)")
    @APIResponse(
            responseCode = "429",
            description =
                    "You wrote too much within a minute (`too-many-requests`), or there are too many (`quota-exceeded`)")
    public Response begin(@PathParam("id") String workspace, @Valid @NotNull NewThread wanted) {
        int endLine = wanted.endLine() == null ? wanted.line() : wanted.endLine();
        CommentThread thread =
                discussion.begin(
                        caller,
                        id(workspace),
                        new FilePath(wanted.path()),
                        new Passage.Wanted(wanted.line(), endLine, anchors(wanted)),
                        new Words(wanted.text()));
        return created(workspace, thread);
    }

    private static Optional<Passage.Anchors> anchors(NewThread wanted) {
        if (wanted.start() == null || wanted.end() == null) {
            return Optional.empty();
        }
        return Optional.of(new Passage.Anchors(wanted.start(), wanted.end()));
    }

    @GET
    @Path("{thread}")
    @Operation(operationId = "getCommentThread", summary = "One thread of comments")
    public ThreadView get(@PathParam("id") String workspace, @PathParam("thread") String thread) {
        return view(discussion.require(caller, id(workspace), thread(thread)));
    }

    @POST
    @Path("{thread}/replies")
    @Operation(operationId = "replyToComment", summary = "Says something in a thread of comments")
    @APIResponse(
            responseCode = "201",
            description = "The thread",
            content = @Content(schema = @Schema(implementation = ThreadView.class)))
    @APIResponse(
            responseCode = "429",
            description =
                    "You wrote too much within a minute (`too-many-requests`), or the thread is full (`quota-exceeded`)")
    public Response reply(
            @PathParam("id") String workspace,
            @PathParam("thread") String thread,
            @Valid @NotNull NewComment wanted) {
        comments.reply(caller, id(workspace), thread(thread), new Words(wanted.text()));
        return created(workspace, discussion.require(caller, id(workspace), thread(thread)));
    }

    @DELETE
    @Path("{thread}/replies/{comment}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "withdrawComment",
            summary = "Takes a comment back",
            description =
                    "One's own; the owner of the workspace takes back anybody's. A thread without comments is gone.")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void withdraw(
            @PathParam("id") String workspace,
            @PathParam("thread") String thread,
            @PathParam("comment") String comment) {
        comments.withdraw(caller, id(workspace), thread(thread), Ids.parse("The comment", comment));
    }

    @POST
    @Path("{thread}/resolve")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "resolveComments",
            summary = "Says that there is no more to do about it",
            description =
                    "For who began the thread, and for editors. A second time changes nothing.")
    @APIResponse(responseCode = "200", description = "The thread, resolved")
    public ThreadView resolve(
            @PathParam("id") String workspace, @PathParam("thread") String thread) {
        return resolve(workspace, thread, true);
    }

    @POST
    @Path("{thread}/reopen")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "reopenComments",
            summary = "Says that there is something to do about it again",
            description =
                    "For who began the thread, and for editors. A second time changes nothing.")
    @APIResponse(responseCode = "200", description = "The thread, open")
    public ThreadView reopen(
            @PathParam("id") String workspace, @PathParam("thread") String thread) {
        return resolve(workspace, thread, false);
    }

    private ThreadView resolve(String workspace, String thread, boolean resolved) {
        comments.resolve(caller, id(workspace), thread(thread), resolved);
        return view(discussion.require(caller, id(workspace), thread(thread)));
    }

    private Response created(String workspace, CommentThread thread) {
        return Response.created(
                        URI.create("workspaces/" + id(workspace) + "/comments/" + thread.id()))
                .entity(view(thread))
                .build();
    }

    private ThreadView view(CommentThread thread) {
        Passage passage = thread.passage();
        return new ThreadView(
                thread.id(),
                thread.path().value(),
                passage.line(),
                passage.endLine(),
                passage.start(),
                passage.end(),
                passage.quote(),
                thread.resolvedAt().isPresent(),
                thread.resolvedBy().map(this::person).map(User::name).orElse(null),
                thread.comments().stream().map(this::view).toList());
    }

    private CommentView view(Comment comment) {
        User author = person(comment.author());
        return new CommentView(
                comment.id(),
                author.name(),
                author.fullName(),
                comment.text(),
                comment.writtenAt());
    }

    private User person(UserId id) {
        return people.require(id);
    }

    private static UUID thread(String thread) {
        return Ids.parse("The thread of comments", thread);
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}

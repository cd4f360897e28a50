package ai.ecode.web.collaboration;

import ai.ecode.collaboration.Chat;
import ai.ecode.collaboration.Message;
import ai.ecode.collaboration.Words;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.User;
import ai.ecode.identity.UserId;
import ai.ecode.web.http.Ids;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The chat of a workspace, for its members.
@Path("/workspaces/{id}/messages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "people")
public class MessageResource {

    @Inject private Caller caller;
    @Inject private Chat chat;
    @Inject private People people;

    /// What somebody said.
    @Schema(name = "Message")
    public record MessageView(
            @Schema(
                            description =
                                    "From 1, without gaps in a workspace: whoever heard 1 and 3 knows what is missing")
                    long number,
            @Schema(description = "User name of its author", examples = "developer2") String user,
            @Schema(examples = "Devi Two") String fullName,
            @Schema(description = "Plain text, which may have several lines") String text,
            Instant sentAt) {

        static MessageView of(Message message, User author) {
            return new MessageView(
                    message.number(),
                    author.name(),
                    author.fullName(),
                    message.text(),
                    message.sentAt());
        }
    }

    /// Some messages.
    ///
    /// @param next the `cursor` of older ones; absent when there are none
    /// @param unread of all
    @Schema(name = "Messages")
    public record MessagesView(List<MessageView> items, @Nullable Long next, long unread) {}

    @Schema(name = "NewMessage")
    public record NewMessage(
            @NotNull
                    @Schema(
                            description = "Plain text of 1 to 4,000 characters",
                            examples = "The tests are green again")
                    String text) {}

    @Schema(name = "ReadMark")
    public record ReadMark(
            @Schema(description = "Number of the last message that you have read", examples = "42")
                    long number) {}

    @GET
    @Operation(
            operationId = "listMessages",
            summary = "What the members of a workspace said",
            description =
                    "Newest first: its last 10,000 messages. `next` of an answer is the `cursor` of the next; it is absent"
                            + " at the end. For members only, viewers among them.")
    public MessagesView list(
            @PathParam("id") String workspace,
            @QueryParam("cursor") @Nullable Long cursor,
            @QueryParam("size") @DefaultValue("50") int size) {
        Chat.Excerpt found =
                chat.read(
                        caller,
                        id(workspace),
                        cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor),
                        size);
        Map<UserId, User> authors = new HashMap<>();
        return new MessagesView(
                found.messages().stream()
                        .map(message ->
                                MessageView.of(
                                        message,
                                        authors.computeIfAbsent(message.author(), people::require)))
                        .toList(),
                found.next().isPresent() ? found.next().getAsLong() : null,
                found.unread());
    }

    @POST
    @Operation(
            operationId = "postMessage",
            summary = "Says something to the members of a workspace",
            description =
                    "They hear it at once over the workspace's events. For members only, viewers among them.")
    @APIResponse(
            responseCode = "201",
            description = "It was said",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(
            responseCode = "429",
            description = "You said too much within a minute (`too-many-requests`)")
    public Response post(@PathParam("id") String workspace, @Valid @NotNull NewMessage wanted) {
        Message message = chat.post(caller, id(workspace), new Words(wanted.text()));
        return Response.created(URI.create("workspaces/" + id(workspace) + "/messages"))
                .entity(MessageView.of(message, people.require(caller.user())))
                .build();
    }

    @POST
    @Path("read")
    @Operation(
            operationId = "markMessagesRead",
            summary = "Says how far you have read",
            description = "A smaller number than before changes nothing.")
    @APIResponse(responseCode = "204", description = "It is noted")
    public void read(@PathParam("id") String workspace, @Valid @NotNull ReadMark mark) {
        chat.markRead(caller, id(workspace), mark.number());
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}

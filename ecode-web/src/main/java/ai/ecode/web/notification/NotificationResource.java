package ai.ecode.web.notification;

import ai.ecode.identity.Caller;
import ai.ecode.notification.Inbox;
import ai.ecode.notification.Notification;
import ai.ecode.shared.Page;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What the caller was told. Everybody reads their own alone.
@Path("/notifications")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RequestScoped
@Tag(name = "notifications")
public class NotificationResource {

    @Inject private Caller caller;
    @Inject private Inbox inbox;

    /// A page of what the caller was told.
    ///
    /// @param unread of all pages, whatever was asked for
    @Schema(name = "Notifications")
    public record NotificationsView(
            List<NotificationView> items, int page, int size, long total, long unread) {}

    @GET
    @Operation(
            operationId = "listNotifications",
            summary = "What you were told",
            description =
                    "Newest first: the last 200 things of the last 90 days. `unread=true` leaves out what you read.")
    public NotificationsView list(
            @BeanParam PageQuery page, @QueryParam("unread") boolean unreadOnly) {
        Page<Notification> found = inbox.of(caller, unreadOnly, page.request());
        return new NotificationsView(
                found.items().stream().map(NotificationView::of).toList(),
                found.page(),
                found.size(),
                found.total(),
                inbox.unread(caller.user()));
    }

    @POST
    @Path("read")
    @Operation(operationId = "readAllNotifications", summary = "Says that you read all")
    @APIResponse(responseCode = "204", description = "Nothing is unread")
    public void readAll() {
        inbox.readAll(caller);
    }

    @POST
    @Path("{id}/read")
    @Operation(
            operationId = "readNotification",
            summary = "Says that you read one",
            description = "A second time changes nothing.")
    @APIResponse(responseCode = "200", description = "The notification, read")
    public NotificationView read(@PathParam("id") String id) {
        return NotificationView.of(inbox.read(caller, Ids.parse("The notification", id)));
    }
}

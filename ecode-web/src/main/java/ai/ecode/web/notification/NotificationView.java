package ai.ecode.web.notification;

import ai.ecode.notification.Notification;
import ai.ecode.workspace.WorkspaceId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One thing that a person is told.
@Schema(name = "Notification")
public record NotificationView(
        UUID id,
        @Schema(
                        enumeration = {
                            "access-requested",
                            "access-granted",
                            "access-rejected",
                            "member-added",
                            "member-changed",
                            "member-removed",
                            "scores-released",
                            "complaint-made",
                            "complaint-answered"
                        })
                String kind,
        @Schema(examples = "Devin Developer asks to be an editor of “Data lab”") String message,
        @Schema(
                        description = "Path of the page where one sees or answers it",
                        examples = "/@developer/data-lab/settings")
                String link,
        @Nullable UUID workspace,
        @Schema(description = "What it is about beside the workspace, such as the access request")
                @Nullable UUID subject,
        Instant createdAt,
        boolean read) {

    static NotificationView of(Notification notification) {
        return new NotificationView(
                notification.id(),
                notification.kind().wireName(),
                notification.message(),
                notification.link(),
                notification.workspace().map(WorkspaceId::value).orElse(null),
                notification.subject().orElse(null),
                notification.createdAt(),
                notification.readAt().isPresent());
    }

    JsonObject json() {
        var json =
                Json.createObjectBuilder()
                        .add("id", id.toString())
                        .add("kind", kind)
                        .add("message", message)
                        .add("link", link);
        if (workspace != null) {
            json.add("workspace", workspace.toString());
        }
        if (subject != null) {
            json.add("subject", subject.toString());
        }
        return json.add("createdAt", createdAt.toString()).add("read", read).build();
    }
}

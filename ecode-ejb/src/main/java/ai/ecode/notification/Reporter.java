package ai.ecode.notification;

import ai.ecode.collaboration.AccessAnswered;
import ai.ecode.collaboration.AccessRequest;
import ai.ecode.collaboration.AccessRequested;
import ai.ecode.identity.People;
import ai.ecode.identity.User;
import ai.ecode.notification.Notification.Draft;
import ai.ecode.notification.Notification.Kind;
import ai.ecode.workspace.MembershipChanged;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceRole;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/// Finds out who is to be told what, in the transaction of what happened.
@ApplicationScoped
public class Reporter {

    @Inject private Inbox inbox;
    @Inject private People people;
    @Inject private Workspaces workspaces;

    public void requested(@Observes AccessRequested event) {
        AccessRequest request = event.request();
        String words = request.message().isEmpty() ? "" : ": “%s”".formatted(request.message());
        inbox.tell(
                event.workspace().owner(),
                new Draft(
                        Kind.ACCESS_REQUESTED,
                        "%s asks to be %s of “%s”%s"
                                .formatted(
                                        people.find(event.asker().user())
                                                .map(User::fullName)
                                                .orElse(event.asker().name()),
                                        a(request.role()),
                                        event.workspace().name(),
                                        words),
                        address(event.workspace()) + "/settings",
                        event.workspace().id(),
                        request.id()));
    }

    public void answered(@Observes AccessAnswered event) {
        boolean accepted = event.request().state() == AccessRequest.State.ACCEPTED;
        inbox.tell(
                event.request().asker(),
                new Draft(
                        accepted ? Kind.ACCESS_GRANTED : Kind.ACCESS_REJECTED,
                        accepted
                                ? "%s made you %s of “%s”"
                                        .formatted(
                                                event.by().name(),
                                                a(event.request().role()),
                                                event.workspace().name())
                                : "%s does not let you into “%s”"
                                        .formatted(event.by().name(), event.workspace().name()),
                        address(event.workspace()),
                        event.workspace().id(),
                        event.request().id()));
    }

    public void memberChanged(@Observes MembershipChanged event) {
        if (event.isAnswer()) {
            return; // told by the answer
        }
        event.member()
                .filter(member -> !member.equals(event.by().user()))
                .ifPresent(member -> {
                    Workspace workspace = workspaces.require(event.workspace());
                    inbox.tell(member, draft(event, workspace));
                });
    }

    private static Draft draft(MembershipChanged event, Workspace workspace) {
        String by = event.by().name();
        String name = workspace.name();
        return event.after()
                .map(role ->
                        new Draft(
                                event.before().isEmpty() ? Kind.MEMBER_ADDED : Kind.MEMBER_CHANGED,
                                "%s made you %s of “%s”".formatted(by, a(role), name),
                                address(workspace),
                                workspace.id(),
                                null))
                .orElseGet(() ->
                        new Draft(
                                Kind.MEMBER_REMOVED,
                                "%s removed you from “%s”".formatted(by, name),
                                "/?view=shared",
                                workspace.id(),
                                null));
    }

    private static String a(WorkspaceRole role) {
        return role == WorkspaceRole.VIEWER ? "a viewer" : "an " + role.wireName();
    }

    /// Names and slugs need no escaping in an address beyond what user names may hold.
    private static String address(Workspace workspace) {
        return "/@"
                + java.net.URLEncoder.encode(
                                workspace.ownerName(), java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20")
                + "/"
                + workspace.slug();
    }
}

package ai.ecode.web.identity;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Session;
import ai.ecode.identity.Sessions;
import ai.ecode.identity.SignedOut;
import ai.ecode.web.http.Credential;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The browsers in which a person is signed in.
@Path("/me/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "me")
public class SessionResource {

    @Inject private Caller caller;
    @Inject private HttpServletRequest request;
    @Inject private Sessions sessions;
    @Inject private KeycloakClient keycloak;

    @GET
    @Operation(operationId = "listSessions", summary = "The browsers where you are signed in")
    public PageView<SessionView> list() {
        var all =
                sessions.of(caller).stream()
                        .map(session -> SessionView.of(session, isCurrent(session.id())))
                        .toList();
        return PageView.whole(all);
    }

    @DELETE
    @Operation(
            operationId = "endSessions",
            summary = "Signs you out of all other browsers",
            description = "The session that asks goes on.")
    @APIResponse(responseCode = "204", description = "Signed out, here and at Keycloak")
    @APIResponse(
            responseCode = "503",
            description = "Signed out here, but Keycloak did not answer (`sign-in-unavailable`)")
    public void endOthers() {
        end(sessions.of(caller).stream().map(Session::id).filter(id -> !isCurrent(id)).toList());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "endSession", summary = "Signs you out of one browser")
    @APIResponse(responseCode = "204", description = "Signed out, here and at Keycloak")
    @APIResponse(
            responseCode = "503",
            description = "Signed out here, but Keycloak did not answer (`sign-in-unavailable`)")
    public void end(@PathParam("id") String id) {
        end(List.of(Ids.parse("This session", id)));
    }

    /// First all here, then at Keycloak: a Keycloak that is away keeps nobody signed in.
    private void end(List<UUID> ids) {
        ids.stream()
                .map(id -> sessions.end(caller, id, SignedOut.Reason.ENDED))
                .map(Session::keycloakSession)
                .distinct()
                .toList()
                .forEach(keycloak::endSession);
    }

    private boolean isCurrent(@Nullable UUID session) {
        return Credential.of(request) instanceof Credential.SessionCookie(UUID current)
                && current.equals(session);
    }
}

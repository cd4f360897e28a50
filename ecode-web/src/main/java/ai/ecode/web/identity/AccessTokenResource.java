package ai.ecode.web.identity;

import static ai.ecode.shared.ErrorCode.FORBIDDEN;

import ai.ecode.identity.AccessTokens;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Credential;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Personal access tokens. Who holds one cannot use it to make or delete others: a leaked token must not outlive its end.
@Path("/me/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "me")
public class AccessTokenResource {

    private static final int DEFAULT_DAYS = 90;

    @Inject private Caller caller;
    @Inject private HttpServletRequest request;
    @Inject private AccessTokens tokens;

    @GET
    @Operation(operationId = "listAccessTokens", summary = "Your personal access tokens")
    public PageView<AccessTokenView> list() {
        var all = tokens.of(caller).stream().map(AccessTokenView::of).toList();
        return PageView.whole(all);
    }

    @POST
    @Operation(
            operationId = "createAccessToken",
            summary = "Makes a personal access token",
            description = "The token itself, `ecp_…`, is in this answer and nowhere else.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = NewAccessTokenView.class)))
    @APIResponse(
            responseCode = "403",
            description = "Asked with a personal access token (`forbidden`)")
    @APIResponse(responseCode = "429", description = "You have too many (`quota-exceeded`)")
    public Response create(@Valid @NotNull WantedAccessToken wanted) {
        refusePersonalTokens();
        Integer days = wanted.expiresInDays();
        var made =
                tokens.create(
                        caller, wanted.name(), Duration.ofDays(days == null ? DEFAULT_DAYS : days));
        return Response.created(URI.create("me/tokens/" + made.token().id()))
                .entity(NewAccessTokenView.of(made))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteAccessToken", summary = "Deletes a personal access token")
    @APIResponse(responseCode = "204", description = "Deleted; it opens nothing any more")
    @APIResponse(
            responseCode = "403",
            description = "Asked with a personal access token (`forbidden`)")
    public void delete(@PathParam("id") String id) {
        refusePersonalTokens();
        tokens.delete(caller, Ids.parse("This token", id));
    }

    private void refusePersonalTokens() {
        if (Credential.of(request) instanceof Credential.PersonalToken) {
            throw new ECodeException(
                    FORBIDDEN,
                    "A personal access token cannot make or delete tokens. Sign in for that.");
        }
    }
}

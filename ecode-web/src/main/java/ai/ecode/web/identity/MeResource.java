package ai.ecode.web.identity;

import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.web.http.KeycloakRealm;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who is calling.
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "me")
public class MeResource {

    @Inject private Caller caller;
    @Inject private People people;
    @Inject private KeycloakRealm realm;

    @GET
    @Operation(operationId = "getMe", summary = "Who you are, your organization and your roles")
    public MeView me() {
        return MeView.of(people.require(caller.user()), caller, realm.accountConsole());
    }
}

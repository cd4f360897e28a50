package ai.ecode.web.receipts;

import ai.ecode.identity.Caller;
import ai.ecode.receipts.ReceiptKeys;
import ai.ecode.receipts.VerifyingKey;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// With what receipts of this installation are verified.
@Path("/receipt-keys")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class ReceiptKeyResource {

    @Inject private Caller caller;
    @Inject private ReceiptKeys keys;

    /// A set of JSON Web Keys (RFC 7517).
    @Schema(name = "ReceiptKeys")
    public record KeysView(
            @Schema(description = "The one that signs now is the first") List<KeyView> keys) {}

    /// An Ed25519 public key as a JSON Web Key (RFC 8037).
    @Schema(name = "ReceiptKey")
    public record KeyView(
            @Schema(examples = "OKP") String kty,
            @Schema(examples = "Ed25519") String crv,
            @Schema(
                            description = "The 32 bytes of the key, in base64url",
                            examples = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
                    String x,
            @Schema(
                            description = "Its thumbprint (RFC 7638)",
                            examples = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
                    String kid,
            @Schema(examples = "sig") String use,
            @Schema(examples = "EdDSA") String alg) {

        static KeyView of(VerifyingKey key) {
            return new KeyView("OKP", "Ed25519", key.x(), key.id(), "sig", "EdDSA");
        }
    }

    @GET
    @Operation(
            operationId = "listReceiptKeys",
            summary = "The public keys with which receipts of scores are verified",
            description = "All that ever signed one, for everybody who may sign in.")
    public KeysView list() {
        caller.user();
        return new KeysView(keys.all().stream().map(KeyView::of).toList());
    }
}

package ai.ecode.web.receipts;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.receipts.ExportedReceipt;
import ai.ecode.receipts.Receipts;
import ai.ecode.receipts.SignedReceipt;
import ai.ecode.web.http.Ids;
import ai.ecode.web.receipts.ReceiptKeyResource.KeyView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How a score came about.
@Path("/submissions/{id}/receipt")
@RequestScoped
@Tag(name = "grading")
public class ReceiptResource {

    @Inject private Caller caller;
    @Inject private Receipts receipts;
    @Inject private Snapshots snapshots;

    /// A receipt with its signature. The bytes that are signed are the receipt in the canonical form of JSON (RFC 8785).
    @Schema(name = "SignedReceipt")
    public record SignedReceiptView(
            @Schema(
                            description =
                                    "How the score came about; of hidden tests there are salted hashes alone")
                    Map<String, Object> receipt,
            @Schema(description = "Ed25519, in base64") String signature,
            @Schema(description = "Whose it should be") KeyView key) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getReceipt",
            summary = "The signed receipt of a score",
            description =
                    "For whoever may see the score, where it is what the tests said. It tells nothing of hidden tests.")
    @APIResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = SignedReceiptView.class)))
    public Response get(@PathParam("id") String id) {
        SignedReceipt receipt = receipts.of(caller, id(id));
        return Response.ok(receipt.file())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"receipt-%s.json\"".formatted(receipt.id()))
                .build();
    }

    @GET
    @Path("bundle")
    @Produces({"application/zip", MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "exportReceipt",
            summary = "All that it takes to test a submission again, as a zip",
            description =
                    "The receipt, what was submitted, and the tests, hidden ones too: for those who run the course. `./ecode regrade-receipt` reads it.")
    @APIResponse(
            responseCode = "200",
            description = "The bundle",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response bundle(@PathParam("id") String id) {
        ExportedReceipt exported = receipts.export(caller, id(id));
        StreamingOutput body = out -> exported.writeTo(out, snapshots);
        return Response.ok(body, "application/zip")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"receipt-%s.zip\"".formatted(exported.id()))
                .build();
    }

    private static SubmissionId id(String text) {
        return new SubmissionId(Ids.parse("The submission", text));
    }
}

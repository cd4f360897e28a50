package ai.ecode.web.http;

import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.INTEGER;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.OBJECT;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.STRING;

import ai.ecode.shared.ErrorCode;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/// Adds to the description of the API what is the same everywhere, that every failure is a problem document, and the
/// examples, which stand in `META-INF/openapi-examples.json` by operation: `request`, and answers by their status.
public class ApiDescription implements OASFilter {

    private static final String JSON = "application/json";

    private final Map<String, JsonObject> examples = examples();

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().addSchema("Problem", problem());
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(this::complete));
    }

    private void complete(Operation operation) {
        JsonObject own =
                examples.getOrDefault(operation.getOperationId(), JsonValue.EMPTY_JSON_OBJECT);
        if (operation.getRequestBody() != null) {
            show(operation.getRequestBody().getContent(), own.get("request"));
        }
        APIResponses responses = operation.getResponses();
        addMissing(responses, ErrorCode.NOT_SIGNED_IN, "Nobody is signed in");
        if (responses.getDefaultValue() == null) {
            responses.setDefaultValue(
                    OASFactory.createAPIResponse()
                            .description("It failed; `code` says how, in a fixed word"));
        }
        responses
                .getAPIResponses()
                .forEach((status, response) -> {
                    if (status.equals("default") || status.compareTo("400") >= 0) {
                        response.setContent(problemOf(status, response));
                    } else {
                        show(response.getContent(), own.get(status));
                    }
                });
    }

    private static void addMissing(APIResponses responses, ErrorCode code, String description) {
        String status = Integer.toString(code.httpStatus());
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(
                    status,
                    OASFactory.createAPIResponse()
                            .description("%s (`%s`)".formatted(description, code.code())));
        }
    }

    private static void show(@Nullable Content content, @Nullable JsonValue example) {
        if (content != null && example != null && content.hasMediaType(JSON)) {
            content.getMediaType(JSON).setExample(plain(example));
        }
    }

    private static Content problemOf(String status, APIResponse response) {
        MediaType document =
                OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))
                        .example(
                                example(
                                        status.equals("default") ? 500 : Integer.parseInt(status),
                                        Objects.toString(response.getDescription(), "")));
        return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, document);
    }

    /// The first code that the description names, else the first that has the status.
    private static Map<String, Object> example(int status, String description) {
        List<ErrorCode> codes =
                List.of(ErrorCode.values()).stream()
                        .filter(code -> code.httpStatus() == status)
                        .toList();
        ErrorCode code =
                codes.stream()
                        .filter(each -> description.contains(each.code()))
                        .findFirst()
                        .orElse(codes.getFirst());
        var example = new LinkedHashMap<String, Object>();
        example.put("type", "urn:ecode:problem:" + code.code());
        example.put("title", Problem.title(code));
        example.put("status", status);
        example.put("detail", "What happened, whether anything was lost, and what to do.");
        example.put("code", code.code());
        example.put("requestId", "0609cf9e-e481-435e-89db-56eea4db178b");
        return example;
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(OBJECT)
                .description(
                        "An RFC 9457 problem document. Some codes have members of their own, such as"
                                + " `retryAfterSeconds`.")
                .addProperty("type", text("`urn:ecode:problem:` and the code"))
                .addProperty("title", text("The code in words"))
                .addProperty("status", OASFactory.createSchema().addType(INTEGER))
                .addProperty("detail", text("For a person: what happened and what to do"))
                .addProperty("code", text("A stable word for programs"))
                .addProperty("requestId", text("Names the request in the server's log"))
                .required(List.of("type", "title", "status", "detail", "code", "requestId"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(STRING).description(description);
    }

    private static Map<String, JsonObject> examples() {
        try (JsonReader file =
                Json.createReader(
                        Objects.requireNonNull(
                                ApiDescription.class.getResourceAsStream(
                                        "/META-INF/openapi-examples.json")))) {
            var all = new LinkedHashMap<String, JsonObject>();
            file.readObject().forEach((operation, own) -> all.put(operation, own.asJsonObject()));
            return all;
        }
    }

    /// As the model of the description holds values, with members in the order of the file.
    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> {
                var members = new LinkedHashMap<String, Object>();
                value.asJsonObject().forEach((name, member) -> members.put(name, plain(member)));
                yield members;
            }
            case ARRAY -> value.asJsonArray().stream().map(ApiDescription::plain).toList();
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).bigDecimalValue();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> throw new IllegalArgumentException("What is null is left out");
        };
    }
}

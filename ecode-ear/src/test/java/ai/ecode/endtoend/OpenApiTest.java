package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// `/openapi` describes every operation, with examples that have the described shape, and is what the front end's types
/// were generated from.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "patch", "delete", "head", "options");

    private static final String PROBLEM = "application/problem+json";

    private final Api anybody;
    private JsonObject api = JsonValue.EMPTY_JSON_OBJECT;

    OpenApiTest(RunningPlatform platform) {
        this.anybody = new Api(platform, "developer");
    }

    @BeforeAll
    void read() throws Exception {
        api = anybody.get("/openapi?format=json");
    }

    @Test
    void theFrontEndsTypesWereGeneratedFromThisApi() throws IOException {
        var kept =
                RunningPlatform.checkout()
                        .resolve("ecode-web/src/main/frontend/src/core/openapi.json");
        try (var reader = Json.createReader(Files.newBufferedReader(kept))) {
            assertEquals(
                    withoutServers(reader.readObject()),
                    withoutServers(api),
                    "The API changed: start ./ecode run, then npm run generate-api in ecode-web/src/main/frontend");
        }
    }

    /// Where it was asked for.
    private static JsonObject withoutServers(JsonObject api) {
        return Json.createObjectBuilder(api).remove("servers").build();
    }

    @TestFactory
    Stream<DynamicTest> everyOperationHasASummary() {
        return each(operation -> {
            assertTrue(!operation.getString("summary", "").isBlank());
            assertTrue(!operation.getString("operationId", "").isBlank());
            assertTrue(operation.getJsonArray("tags") != null, "no tag");
        });
    }

    @TestFactory
    Stream<DynamicTest> everyFailureIsDescribedAsAProblem() {
        return each(operation -> {
            JsonObject responses = operation.getJsonObject("responses");
            assertTrue(responses.keySet().containsAll(List.of("401", "default")));
            responses.forEach((status, response) -> {
                if (status.equals("default") || status.startsWith("4") || status.startsWith("5")) {
                    JsonObject content = response.asJsonObject().getJsonObject("content");
                    assertTrue(content != null && content.containsKey(PROBLEM), status);
                    assertExample(status, content.getJsonObject(PROBLEM));
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> everyJsonBodyHasASchemaAndAnExampleOfItsShape() {
        return each(operation -> {
            bodies(operation)
                    .forEach((where, content) -> {
                        if (content.containsKey("application/json")) {
                            assertExample(where, content.getJsonObject("application/json"));
                        }
                    });
        });
    }

    private Stream<DynamicTest> each(Consumer<JsonObject> test) {
        return api.getJsonObject("paths").entrySet().stream()
                .flatMap(path ->
                        path.getValue().asJsonObject().entrySet().stream()
                                .filter(operation -> METHODS.contains(operation.getKey()))
                                .map(operation ->
                                        dynamicTest(
                                                operation.getKey() + " " + path.getKey(),
                                                () ->
                                                        test.accept(
                                                                operation
                                                                        .getValue()
                                                                        .asJsonObject()))));
    }

    /// Contents of the request and of the answers of success.
    private static Map<String, JsonObject> bodies(JsonObject operation) {
        var bodies = new java.util.TreeMap<String, JsonObject>();
        if (operation.containsKey("requestBody")) {
            bodies.put("request", operation.getJsonObject("requestBody").getJsonObject("content"));
        }
        operation
                .getJsonObject("responses")
                .forEach((status, response) -> {
                    JsonObject content = response.asJsonObject().getJsonObject("content");
                    if (status.startsWith("2") && content != null) {
                        bodies.put(status, content);
                    }
                });
        return bodies;
    }

    private void assertExample(String where, JsonObject media) {
        assertTrue(media.containsKey("schema"), where + ": no schema");
        JsonValue example = media.get("example");
        assertTrue(example != null, where + ": no example");
        var wrong = new ArrayList<String>();
        compare(where, media.getJsonObject("schema"), example, wrong);
        assertEquals(List.of(), wrong);
    }

    /// Every member of the example is in the schema and has its type.
    private void compare(String where, JsonObject given, JsonValue value, List<String> wrong) {
        JsonObject schema = given;
        while (schema.containsKey("$ref")) {
            String name = schema.getString("$ref").replace("#/components/schemas/", "");
            schema = api.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
        }
        JsonArray values = schema.getJsonArray("enum");
        if (values != null && !values.contains(value)) {
            wrong.add(where + " is " + value + ", not one of " + values);
        }
        switch (value.getValueType()) {
            case OBJECT -> compareMembers(where, schema, value.asJsonObject(), wrong);
            case ARRAY -> {
                expect("array", where, schema, wrong);
                for (JsonValue item : value.asJsonArray()) {
                    compare(where + "[]", schema.getJsonObject("items"), item, wrong);
                }
            }
            case STRING -> expect("string", where, schema, wrong);
            case NUMBER -> expectNumber((JsonNumber) value, where, schema, wrong);
            case TRUE, FALSE -> expect("boolean", where, schema, wrong);
            case NULL -> wrong.add(where + " is null; what is not there is left out");
        }
    }

    private void compareMembers(
            String where, JsonObject schema, JsonObject value, List<String> wrong) {
        expect("object", where, schema, wrong);
        JsonObject properties = schema.getJsonObject("properties");
        if (properties == null) {
            if (!schema.containsKey("additionalProperties")) {
                wrong.add(where + ": the schema says nothing of its members");
            }
            return;
        }
        value.forEach((name, member) -> {
            if (properties.containsKey(name)) {
                compare(where + "." + name, properties.getJsonObject(name), member, wrong);
            } else {
                wrong.add(where + "." + name + " is not in the schema");
            }
        });
        if (schema.containsKey("required")) {
            schema.getJsonArray("required").getValuesAs(JsonString::getString).stream()
                    .filter(name -> !value.containsKey(name))
                    .forEach(name -> wrong.add(where + "." + name + " is required"));
        }
    }

    /// A whole number is a number too.
    private static void expectNumber(
            JsonNumber value, String where, JsonObject schema, List<String> wrong) {
        var asInteger = new ArrayList<String>();
        expect("integer", where, schema, asInteger);
        if (!value.isIntegral() || !asInteger.isEmpty()) {
            expect("number", where, schema, wrong);
        }
    }

    private static void expect(String type, String where, JsonObject schema, List<String> wrong) {
        JsonValue declared = schema.get("type");
        boolean fits =
                declared instanceof JsonString one
                        ? one.getString().equals(type)
                        : declared instanceof JsonArray many
                                && many.getValuesAs(JsonString::getString).contains(type);
        if (!fits) {
            wrong.add(where + " is of type " + type + ", not " + declared);
        }
    }
}

package ai.ecode.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteFilterTest {

    @ParameterizedTest
    @CsvSource({
        "/workspaces, , /api/workspaces",
        "/workspaces, {id}/start, /api/workspaces/{id}/start",
        "/workspaces/{workspace}/files, {path: .+}, /api/workspaces/{workspace}/files/{path}",
        "/, health/detailed, /api/health/detailed",
        "/me/, /tokens/, /api/me/tokens"
    })
    void aRouteIsWrittenAsInTheDescriptionOfTheApi(
            String ofClass, String ofMethod, String template) {
        assertEquals(template, RouteFilter.template(ofClass, ofMethod));
    }
}

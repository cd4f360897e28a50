package ai.ecode.web.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/// The HTTP API: JSON under `/api`, described by `/openapi`.
@ApplicationPath("/api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "E-Code",
                        version = "1",
                        description =
                                "Workspaces, files, executions and their audit trail. Errors are RFC 9457 problem"
                                        + " documents with a stable `code` and a `requestId`.",
                        license =
                                @License(
                                        name = "Apache-2.0",
                                        url = "https://www.apache.org/licenses/LICENSE-2.0")),
        security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT, or a personal access token (ecp_…)",
        description = "A Keycloak access token, or a personal access token made in the settings.")
public class ApiApplication extends Application {}

package ai.ecode.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void anEmptyVariableIsAnAbsentOne() {
        var environment = new Environment(Map.of("ECODE_DEMO_PASSWORD", " ", "ECODE_LOCAL", ""));
        assertEquals(Optional.empty(), environment.demoPassword());
        assertEquals(Optional.empty(), environment.local());
    }

    @Test
    void onlyTrueIsTrue() {
        assertEquals(Optional.of(true), new Environment(Map.of("ECODE_LOCAL", "true")).local());
        assertEquals(Optional.of(false), new Environment(Map.of("ECODE_LOCAL", "yes")).local());
    }

    @Test
    void whoRegistersJoinsDemoUnlessAnotherOrganizationIsNamed() {
        assertEquals("demo", new Environment(Map.of()).firstOrganization());
        assertEquals(
                "acme",
                new Environment(Map.of("ECODE_FIRST_ORGANIZATION", "acme")).firstOrganization());
    }
}

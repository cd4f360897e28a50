package ai.ecode.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.identity.Role;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonClaimsTest {

    private static final String ID = "5e0a7c7a-3f4b-4a58-8b5e-000000000003";
    private static final String ORGANIZATION = "7d2b5c1e-0d30-4c0e-9a53-0f1d6f1a0001";

    private final Map<String, Object> claims =
            new HashMap<>(
                    Map.of(
                            "sub",
                            ID,
                            "preferred_username",
                            "teacher",
                            "name",
                            "Tessa Teacher",
                            "email",
                            "teacher@demo.example",
                            "email_verified",
                            true,
                            "groups",
                            List.of("default-roles-ecode", "teacher", "uma_authorization"),
                            "ecode_organization",
                            Map.of("demo", Map.of("id", ORGANIZATION))));

    @Test
    void aTokenDescribesAPerson() {
        var person = PersonClaims.read(claims::get, Instant.EPOCH);
        assertEquals(ID, person.user().toString());
        assertEquals("teacher", person.name());
        assertEquals("Tessa Teacher", person.fullName());
        assertEquals("teacher@demo.example", person.email());
        assertEquals(ORGANIZATION, person.organization().toString());
        assertEquals("demo", person.organizationAlias());
    }

    @Test
    void rolesThatMeanNothingHereAreLeftOutAndEverybodyIsAMember() {
        assertEquals(
                Set.of(Role.MEMBER, Role.TEACHER),
                PersonClaims.read(claims::get, Instant.EPOCH).roles());
    }

    @Test
    void anAddressThatNobodyVerifiedDoesNotCount() {
        claims.put("email_verified", false);
        assertNull(PersonClaims.read(claims::get, Instant.EPOCH).email());
        claims.remove("email_verified");
        assertNull(PersonClaims.read(claims::get, Instant.EPOCH).email());
        claims.put("email_verified", JsonValue.TRUE);
        assertEquals("teacher@demo.example", PersonClaims.read(claims::get, Instant.EPOCH).email());
    }

    @Test
    void whoHasNoFullNameIsCalledByTheUserName() {
        claims.remove("name");
        claims.remove("email");
        var person = PersonClaims.read(claims::get, Instant.EPOCH);
        assertEquals("teacher", person.fullName());
        assertEquals(null, person.email());
    }

    @Test
    void whoBelongsToNoOrganizationIsToldSo() {
        for (Object nothing :
                new Object[] {null, Map.of(), List.of("demo"), Map.of("demo", Map.of())}) {
            claims.put("ecode_organization", nothing);
            assertEquals(ErrorCode.FORBIDDEN, refusal());
        }
    }

    @Test
    void ofSeveralOrganizationsTheSameCountsEachTime() {
        claims.put(
                "ecode_organization",
                Map.of("other", Map.of("id", ID), "demo", Map.of("id", ORGANIZATION)));
        assertEquals("demo", PersonClaims.read(claims::get, Instant.EPOCH).organizationAlias());
    }

    @Test
    void aTokenThatNamesNobodyIsRefused() {
        claims.put("sub", "service-account");
        assertEquals(ErrorCode.NOT_SIGNED_IN, refusal());
        claims.put("sub", ID);
        claims.remove("preferred_username");
        assertEquals(ErrorCode.NOT_SIGNED_IN, refusal());
    }

    private ErrorCode refusal() {
        return assertThrows(
                        ECodeException.class, () -> PersonClaims.read(claims::get, Instant.EPOCH))
                .code();
    }
}

package ai.ecode.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonTest {

    private static final UUID ID = UUID.fromString("5e0a7c7a-3f4b-4a58-8b5e-000000000001");

    private static Person person(Set<Role> roles, Instant toldAt) {
        return new Person(
                new UserId(ID),
                "developer",
                "Dana Developer",
                null,
                new OrganizationId(ID),
                "demo",
                roles,
                toldAt);
    }

    @Test
    void everybodyIsAMember() {
        assertEquals(Set.of(Role.MEMBER), person(Set.of(), Instant.EPOCH).roles());
    }

    @Test
    void aNewerTokenThatSaysTheSameIsNoNews() {
        assertTrue(person(Set.of(), Instant.EPOCH).saysTheSameAs(person(Set.of(), Instant.MAX)));
    }

    @Test
    void anotherRoleIsNews() {
        assertFalse(
                person(Set.of(), Instant.EPOCH)
                        .saysTheSameAs(person(Set.of(Role.ADMIN), Instant.EPOCH)));
    }

    @Test
    void rolesSurviveTheirColumn() {
        var names = new RoleNames();
        var roles = Set.of(Role.MEMBER, Role.AUDITOR, Role.TEACHER);
        assertEquals("member,teacher,auditor", names.convertToDatabaseColumn(roles));
        assertEquals(roles, names.convertToEntityAttribute("member,teacher,auditor,unknown"));
    }
}

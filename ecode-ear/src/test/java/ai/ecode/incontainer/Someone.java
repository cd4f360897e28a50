package ai.ecode.incontainer;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.Role;
import ai.ecode.identity.UserId;
import java.util.Set;
import java.util.UUID;

/// People who meet nobody of another test.
final class Someone {

    private Someone() {}

    static Caller inAnOrganizationOfTheirOwn() {
        return in(new OrganizationId(UUID.randomUUID()));
    }

    static Caller in(OrganizationId organization) {
        var id = UUID.randomUUID();
        return new Caller(
                new UserId(id), "someone-" + id, organization, Set.of(Role.MEMBER), "127.0.0.1");
    }
}

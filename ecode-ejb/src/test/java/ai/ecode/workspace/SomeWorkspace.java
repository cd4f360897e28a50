package ai.ecode.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.Role;
import ai.ecode.identity.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Workspaces as tests need them.
final class SomeWorkspace {

    private SomeWorkspace() {}

    static Workspace running(Instant since) {
        var zoe =
                new Caller(
                        new UserId(UUID.randomUUID()),
                        "zoe",
                        new OrganizationId(UUID.randomUUID()),
                        Set.of(Role.MEMBER),
                        "127.0.0.1");
        var blank = new Template("blank", "Blank", "Nothing", List.of());
        var workspace = new Workspace(zoe, "Data lab", Slug.of("Data lab"), blank, false, since);
        workspace.start(since);
        workspace.started(since);
        return workspace;
    }
}

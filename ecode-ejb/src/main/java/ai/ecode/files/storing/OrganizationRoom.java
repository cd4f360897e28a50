package ai.ecode.files.storing;

import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.OrganizationPolicies;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How much the workspaces of an organization may hold together. Where that is limited, writes that add to it take turns.
@Dependent
public class OrganizationRoom {

    private final Trees trees;
    private final Function<OrganizationId, OptionalLong> limits;

    @Inject
    public OrganizationRoom(
            Trees trees,
            OrganizationPolicies policies,
            @ConfigProperty(name = "ecode.files.organization-quota") Optional<Long> usual) {
        this(
                trees,
                organization -> {
                    OptionalLong own = policies.of(organization).filesBytes();
                    return own.isPresent()
                            ? own
                            : usual.map(OptionalLong::of).orElse(OptionalLong.empty());
                });
    }

    /// @param limits bytes that an organization may hold; empty for no limit
    OrganizationRoom(Trees trees, Function<OrganizationId, OptionalLong> limits) {
        this.trees = trees;
        this.limits = limits;
    }

    /// Room without end.
    static OrganizationRoom endless(Trees trees) {
        return new OrganizationRoom(trees, _ -> OptionalLong.empty());
    }

    public OptionalLong limit(OrganizationId organization) {
        return limits.apply(organization);
    }

    public long used(OrganizationId organization) {
        return trees.bytesOf(organization);
    }

    /// Until the end of the caller's transaction nobody else finds room in the same organization.
    ///
    /// @throws ECodeException `QUOTA_EXCEEDED` when so many bytes more do not fit
    void require(OrganizationId organization, long more) {
        OptionalLong limit = more > 0 ? limit(organization) : OptionalLong.empty();
        if (limit.isEmpty()) {
            return;
        }
        trees.lockSumOf(organization);
        if (used(organization) + more > limit.getAsLong()) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "The workspaces of your organization would hold more than %d MiB together, which is their limit. Nothing was written: delete what is not needed, or ask an administrator for more."
                                    .formatted(limit.getAsLong() >> 20))
                    .with("limit", limit.getAsLong());
        }
    }
}

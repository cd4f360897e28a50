package ai.ecode.workspace;

import ai.ecode.identity.OrganizationId;
import java.util.Set;

/// An organization decided anew; fired in the transaction that says so.
///
/// @param egressAllow hosts that its workspaces may reach beside those that all may
public record PolicyChanged(OrganizationId organization, Set<String> egressAllow) {

    public PolicyChanged {
        egressAllow = Set.copyOf(egressAllow);
    }
}

package ai.ecode.identity;

import java.util.UUID;

/// Identifies an [Organization].
public record OrganizationId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

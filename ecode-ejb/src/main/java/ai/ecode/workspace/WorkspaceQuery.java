package ai.ecode.workspace;

import ai.ecode.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/// Which workspaces are listed, and in which order; a null part does not narrow.
///
/// @param text part of the name, without regard to case
/// @param owner user name of the owner, exact
/// @param slug address part, exact
/// @param trashed those in the trash instead of those in use
/// @param whose of the workspaces that the caller may see
public record WorkspaceQuery(
        @Nullable String text,
        Workspace.@Nullable State state,
        @Nullable String owner,
        @Nullable String slug,
        boolean trashed,
        Whose whose,
        Order order,
        boolean descending,
        PageRequest page) {

    /// By whom they are.
    public enum Whose {
        /// The caller's own.
        OWN,
        /// Other people's in which the caller is a member.
        SHARED,
        /// All that the caller may see.
        VISIBLE
    }

    /// What the list is sorted by.
    public enum Order {
        NAME("name"),
        STATE("state"),
        CREATED_AT("createdAt"),
        LAST_ACTIVE_AT("lastActiveAt");

        private final String field;

        Order(String field) {
            this.field = field;
        }

        /// The name on the wire, which is the entity's attribute too.
        public String field() {
            return field;
        }
    }
}

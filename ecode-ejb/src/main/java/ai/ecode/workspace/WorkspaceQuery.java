package ai.ecode.workspace;

import ai.ecode.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/// Which workspaces are listed, and in which order; a null part does not narrow.
///
/// @param text part of the name, without regard to case
/// @param owner user name of the owner, exact
/// @param slug address part, exact
/// @param trashed those in the trash instead of those in use
/// @param everyones also other people's, as far as the caller may see them
public record WorkspaceQuery(
        @Nullable String text,
        Workspace.@Nullable State state,
        @Nullable String owner,
        @Nullable String slug,
        boolean trashed,
        boolean everyones,
        Order order,
        boolean descending,
        PageRequest page) {

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

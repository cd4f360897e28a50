package ai.ecode.workspace;

/// Asked before each start; billing and policies answer. Every bean of this type must agree.
public interface StartPolicy {

    /// @throws ai.ecode.shared.ECodeException `QUOTA_EXCEEDED` with the limit and what to do
    void check(Workspace workspace);
}

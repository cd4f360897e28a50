package ai.ecode.classroom;

/// Asked before students see an assignment; whoever knows of its tests answers. Every bean of this type must agree.
public interface PublishPolicy {

    /// @throws ai.ecode.shared.ECodeException `CONFLICT` with what stands against it and what to do
    void check(Assignment assignment);
}

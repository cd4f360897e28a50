package ai.ecode.web.operation;

/// Looks after one component that the platform needs. Beans of this type are found by [Components].
public interface ComponentCheck {

    /// Short name on the wire, such as `database`.
    String name();

    /// Asks the component, within a few seconds, and answers with one sentence about how it is.
    ///
    /// @throws Exception when it does not answer; the message is shown to administrators
    String check() throws Exception;
}

package ai.ecode.grading;

/// The platform failed at grading: nothing is said about the submission, and it is tried again.
public final class PlatformFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlatformFault(String message) {
        super(message);
    }

    PlatformFault(String message, Throwable cause) {
        super(message, cause);
    }
}

package ai.ecode.platform;

/// Something that keeps the platform from running, said in words for the person who started it.
public final class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong, by the exit status of `./ecode`.
    public enum Reason {
        FAILED(1),
        BAD_SETTING(2),
        ALREADY_RUNNING(3),
        PORT_TAKEN(4),
        COMPONENT_DIED(5);

        private final int exitStatus;

        Reason(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        public int exitStatus() {
            return exitStatus;
        }
    }

    private final Reason reason;

    public PlatformException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
        this.reason = Reason.FAILED;
    }

    public Reason reason() {
        return reason;
    }
}

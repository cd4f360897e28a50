package ai.ecode.shared;

/// Why a connection ends that was open when something failed.
public final class Disconnection {

    private Disconnection() {}

    /// What the peer is told: a reason that we gave, whatever wrapped it, or in our words what failed. All but what is the peer's own
    /// fault invites to reconnect.
    public static ECodeException reasonOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ECodeException ours) {
                return ours;
            }
        }
        ErrorCode code = DatabaseTrouble.in(failure).orElse(ErrorCode.INTERNAL);
        String words =
                switch (code) {
                    case STORAGE_FULL ->
                            "The platform's storage is full; reconnect when there is room.";
                    case DATABASE_UNAVAILABLE ->
                            "The database does not answer at the moment; reconnect.";
                    default -> "Something failed on our side; reconnect.";
                };
        return new ECodeException(code, words, failure);
    }
}

package ai.ecode.runtime;

/// The signals that a user may send.
public enum Signal {
    HANGUP("HUP", 1),
    INTERRUPT("INT", 2),
    QUIT("QUIT", 3),
    KILL("KILL", 9),
    TERMINATE("TERM", 15);

    private final String posixName;
    private final int number;

    Signal(String posixName, int number) {
        this.posixName = posixName;
        this.number = number;
    }

    /// Name without `SIG`, as `kill -s` takes it.
    public String posixName() {
        return posixName;
    }

    public int number() {
        return number;
    }
}

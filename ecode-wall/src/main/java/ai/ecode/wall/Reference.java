package ai.ecode.wall;

/// Which object of the submission a stand-in stands for.
public final class Reference {

    /// How often the submission had been started.
    final int life;

    final long number;

    /// What it says, of an exception.
    final String message;

    Reference(int life, long number, String message) {
        this.life = life;
        this.number = number;
        this.message = message;
    }

    /// For exceptions, which have their message with them.
    public String message() {
        return message;
    }
}

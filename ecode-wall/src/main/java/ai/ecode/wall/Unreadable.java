package ai.ecode.wall;

/// Something that does not cross the wall.
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String what) {
        super(what);
    }
}

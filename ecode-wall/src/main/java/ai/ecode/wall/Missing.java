package ai.ecode.wall;

/// Something that the tests use and the submission does not have.
final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String what) {
        super(what);
    }
}

package ai.ecode.grading;

/// The tests themselves are at fault, whatever a submission does: nothing is said about it, and whoever teaches has to mend them.
public final class TestFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TestFault(String message) {
        super(message);
    }
}

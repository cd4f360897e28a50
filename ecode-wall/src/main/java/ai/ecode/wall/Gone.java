package ai.ecode.wall;

/// The test is lost: the submission ended, said what cannot be understood, or has not got what the test uses.
final class Gone extends Error {
    private static final long serialVersionUID = 1L;

    Gone(String why) {
        super(why);
    }
}

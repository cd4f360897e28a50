package ai.ecode.grading;

/// One test of a [TestFile], as its framework names it.
///
/// @param file path of the file
/// @param test its name in the file, classes before it: `TestStack::test_push[3]`
/// @param fullWeight its part of the score among those of the others, out of quarantine
/// @param quarantined whether it counts nothing for now
public record UnitCase(
        String file, String test, Visibility visibility, int fullWeight, boolean quarantined)
        implements Tested {

    /// One that counts.
    public UnitCase(String file, String test, Visibility visibility, int weight) {
        this(file, test, visibility, weight, false);
    }

    @Override
    public String name() {
        return file + "::" + test;
    }

    @Override
    public int weight() {
        return quarantined ? 0 : fullWeight;
    }
}

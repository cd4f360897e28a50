package ai.ecode.grading;

/// One test of a [TestFile], as its framework names it.
///
/// @param file path of the file
/// @param test its name in the file, classes before it: `TestStack::test_push[3]`
public record UnitCase(String file, String test, Visibility visibility, int weight)
        implements Tested {

    @Override
    public String name() {
        return file + "::" + test;
    }
}

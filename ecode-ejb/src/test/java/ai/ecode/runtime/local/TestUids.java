package ai.ecode.runtime.local;

/// The uids of sandboxes of tests. Tests run in several processes at once, on one machine: each has its own.
public final class TestUids {

    private static final int OF_A_PROCESS = 40_000;

    private TestUids() {}

    /// Where those of this process begin.
    ///
    /// @param above the first one, at most 20,000: apart from those of others in this process
    public static int above(int above) {
        return LocalSettings.FIRST_UID + process() * OF_A_PROCESS + above;
    }

    /// Of a normal user.
    static int normal() {
        return 65_533 - process();
    }

    /// 1 and up; 0 when there is only one.
    private static int process() {
        return Integer.getInteger("ecode.test.process", 0);
    }
}

package ai.ecode.endtoend;

import java.nio.file.Path;

/// This process of tests. Several run at once on one machine, each with a platform of its own.
public final class TestProcess {

    private static final int FIRST_UID = 700_000;
    private static final int UIDS_OF_A_SERVER = 20_000;
    private static final int MOST_SERVERS = 4;

    /// 1 and up; 0 when there is only one.
    private static final int NUMBER = Integer.getInteger("ecode.test.process", 0);

    private TestProcess() {}

    /// A folder for what must not be shared with the others.
    static Path folder(String name) {
        return Path.of(System.getProperty("ecode.test.output", "target"))
                .toAbsolutePath()
                .resolve(NUMBER == 0 ? name : name + "-" + NUMBER);
    }

    /// Where the uids of sandboxes begin.
    ///
    /// @param server 0 to 3, a number for each that runs at the same time
    public static String firstUid(int server) {
        return "" + (FIRST_UID + (NUMBER * MOST_SERVERS + server) * UIDS_OF_A_SERVER);
    }
}

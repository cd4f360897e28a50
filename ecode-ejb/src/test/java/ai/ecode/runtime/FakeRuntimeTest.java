package ai.ecode.runtime;

/// The fake keeps what every driver keeps, so that a test on it says something of the others.
class FakeRuntimeTest extends RuntimeDriverContract {

    private static final FakeRuntime DRIVER = new FakeRuntime();

    @Override
    protected RuntimeDriver driver() {
        return DRIVER;
    }

    @Override
    protected void crash(RunningWorkspace workspace) {
        DRIVER.crash(workspace.id());
    }
}

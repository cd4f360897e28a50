package ai.ecode.runtime;

/// The fake on a cluster keeps what every driver keeps whose workspaces outlive the server.
class FakeRuntimeRestartTest extends SurvivesRestartContract {

    private static final FakeRuntime.Cluster CLUSTER = new FakeRuntime.Cluster();

    @Override
    protected RuntimeDriver atStart() {
        return FakeRuntime.on(CLUSTER);
    }
}

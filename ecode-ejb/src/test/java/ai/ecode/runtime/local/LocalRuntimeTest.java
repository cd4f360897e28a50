package ai.ecode.runtime.local;

import ai.ecode.runtime.PosixRuntimeContract;
import ai.ecode.runtime.RuntimeDriver;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/// The contract on this machine: counted by the kernel where that can be had, and sampled.
class LocalRuntimeTest {

    @Nested
    class Counted extends OnThisMachine {
        Counted() {
            super(true);
        }
    }

    @Nested
    class Sampled extends OnThisMachine {
        Sampled() {
            super(false);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnThisMachine extends PosixRuntimeContract {
        private final boolean cgroup;
        private Arena arena;

        OnThisMachine(boolean cgroup) {
            this.cgroup = cgroup;
        }

        @BeforeAll
        void openArena() throws IOException {
            arena = Arena.open(cgroup);
        }

        @AfterAll
        void closeArena() {
            arena.close();
        }

        @Override
        protected RuntimeDriver driver() {
            return arena.driver;
        }
    }
}

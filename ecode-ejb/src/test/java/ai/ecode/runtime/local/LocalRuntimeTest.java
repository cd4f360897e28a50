package ai.ecode.runtime.local;

import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.RuntimeDriverContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/// The contract on this machine: counted by the kernel where that can be had, and sampled.
class LocalRuntimeTest {

    @Nested
    class Counted extends RuntimeDriverContract {
        private static Arena arena;

        @BeforeAll
        static void open() throws IOException {
            arena = Arena.open(true);
        }

        @AfterAll
        static void close() {
            arena.close();
        }

        @Override
        protected RuntimeDriver driver() {
            return arena.driver;
        }
    }

    @Nested
    class Sampled extends RuntimeDriverContract {
        private static Arena arena;

        @BeforeAll
        static void open() throws IOException {
            arena = Arena.open(false);
        }

        @AfterAll
        static void close() {
            arena.close();
        }

        @Override
        protected RuntimeDriver driver() {
            return arena.driver;
        }
    }
}

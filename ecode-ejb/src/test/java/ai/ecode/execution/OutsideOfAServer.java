package ai.ecode.execution;

import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RuntimeDriver;

/// The platform's runs as they are in a server, for tests without one.
public final class OutsideOfAServer {

    private OutsideOfAServer() {}

    public static LimitSettings limits() {
        return new LimitSettings() {
            @Override
            public Limits usual() {
                return Limits.of(2_000, 5_000, 256L << 20, 64, 1 << 20);
            }

            /// Nothing of the tests takes long but what waits for nothing.
            @Override
            public Limits ceiling() {
                return Limits.of(60_000, 5_000, 2L << 30, 256, 8 << 20);
            }

            @Override
            Resources resources() {
                return new Resources(1000, 2L << 30, 256L << 20, 256);
            }
        };
    }

    public static PlatformRuns runs(RuntimeDriver driver) {
        return new PlatformRuns(driver, new Languages(driver), limits());
    }
}

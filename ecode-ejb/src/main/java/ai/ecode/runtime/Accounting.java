package ai.ecode.runtime;

import java.util.Locale;

/// How use was measured.
public enum Accounting {
    /// By the kernel, for every process of the run.
    EXACT,
    /// By looking at the processes every 50 ms: what began and ended between two looks is not seen.
    SAMPLED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

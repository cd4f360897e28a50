package ai.ecode.runtime;

/// What was used.
public record Usage(long cpuMillis, long wallMillis, long peakMemoryBytes, Accounting measured) {

    public static final Usage NOTHING = new Usage(0, 0, 0, Accounting.EXACT);
}

package ai.ecode.runtime;

/// What all processes of a workspace may use together.
///
/// @param cpuMillicores 1000 is one core
/// @param memoryBytes resident memory, temporary files in memory included
/// @param storageBytes size of the working copy
/// @param processes processes and threads at once
public record Resources(int cpuMillicores, long memoryBytes, long storageBytes, int processes) {

    public static final Resources DEFAULT = new Resources(500, 512L << 20, 1L << 30, 256);

    public Resources {
        if (cpuMillicores < 1 || memoryBytes < 1 || storageBytes < 1 || processes < 1) {
            throw new IllegalArgumentException("Resources are positive");
        }
    }
}

package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk of a few MiB for tests that fill it; where none can be mounted the test is skipped.
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    public static SmallDisk orSkip(int mebibytes) throws IOException {
        Path folder = Files.createTempDirectory("ecode-disk-");
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder);
        if (!mounted) {
            Files.delete(folder);
        }
        assumeTrue(mounted, "no disk can be mounted here");
        LocalPlace.passable(folder);
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /// Takes all that is left.
    public Path fill() throws IOException {
        Path ballast = folder.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] piece = new byte[4096];
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    private static boolean run(Object... command) throws IOException {
        var words = java.util.Arrays.stream(command).map(Object::toString).toList();
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder);
        Files.deleteIfExists(folder);
    }
}

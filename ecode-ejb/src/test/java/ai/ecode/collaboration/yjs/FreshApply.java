package ai.ecode.collaboration.yjs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Applies a trace once in a fresh JVM and prints the milliseconds that took and the process's CPU time: the Java half of
/// what `benchmark/yjs/run` compares.
/// Takes the unpacked trace and the expected text.
final class FreshApply {

    private FreshApply() {}

    public static void main(String[] arguments) throws Exception {
        var in = new Input(Files.readAllBytes(Path.of(arguments[0])));
        var updates = new ArrayList<byte[]>();
        while (in.remaining() > 0) updates.add(in.readBytes());
        String expected = Files.readString(Path.of(arguments[1]));

        long begin = System.nanoTime();
        var document = new Document();
        for (byte[] update : updates) document.apply(update);
        long end = System.nanoTime();

        if (!document.text("text").toString().equals(expected))
            throw new AssertionError("The text is wrong");
        long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        System.out.println((end - begin) / 1_000_000.0 + " " + cpu);
    }
}

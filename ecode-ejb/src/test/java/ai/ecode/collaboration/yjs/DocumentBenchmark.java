package ai.ecode.collaboration.yjs;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The warm half of `benchmark/yjs/run`, on the same bytes as `warm.mjs` beside it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class DocumentBenchmark {

    /// Updates in the order in which they were made.
    @State(Scope.Benchmark)
    public static class Trace {

        List<byte[]> updates = List.of();
        byte[] state = {};
        Document loaded = new Document();

        @Setup
        public void read() {
            updates = Recorded.updates("b4.updates.bin");
            state = Recorded.bytes("b4.state.v1.bin");
            loaded = new Document();
            loaded.apply(state);
        }
    }

    @State(Scope.Benchmark)
    public static class Batch {

        @Param({"2000", "4000", "8000", "16000"})
        int count;

        List<byte[]> updates = List.of();

        @Setup
        public void read() {
            updates = List.copyOf(Recorded.updates("b4.updates.bin").subList(0, count));
        }
    }

    @Benchmark
    public Document applyTrace(Trace trace) {
        var document = new Document();
        trace.updates.forEach(document::apply);
        return document;
    }

    @Benchmark
    public String loadState(Trace trace) {
        var document = new Document();
        document.apply(trace.state);
        return document.text("text").toString();
    }

    @Benchmark
    public byte[] encodeState(Trace trace) {
        return trace.loaded.encodeStateAsUpdate();
    }

    @Benchmark
    public byte[] mergeUpdates(Batch batch) {
        return Updates.merge(batch.updates);
    }
}

package ai.ecode.execution;

/// A place among the runs that happen now. Whoever has it closes it when the run is over.
public interface Turn extends AutoCloseable {

    @Override
    void close();
}

package ai.ecode.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/// A process that was started, until it is closed.
///
/// **Threads.** Each stream belongs to one thread at a time; the other methods may be called from any. Reads block until
/// there is a byte. A process that is not read stops writing: nothing is buffered without bound.
///
/// **Order.** Output written before the exit can still be read after it; a stream ends when the process and all children
/// that hold it have closed it or are gone. After [#close] reads end or throw [java.io.IOException].
public interface RunningProcess extends AutoCloseable {

    /// Closing it is end of file for the process; on a terminal it is a hang-up. Writing to a process that no longer
    /// reads throws [java.io.IOException].
    OutputStream stdin();

    /// Standard output; all output on a terminal. Ends early, without an exception, when the output limit is reached.
    InputStream stdout();

    /// Standard error; empty on a terminal.
    InputStream stderr();

    /// Sets the terminal's size, and the process hears of it as on any terminal. Does nothing on pipes or after the end.
    void resize(int cols, int rows);

    /// Sends a signal to the process and its children: on a terminal to the foreground job. Does nothing after the end.
    void signal(Signal signal);

    /// How it ended; empty while it runs.
    Optional<Exit> exit();

    /// Waits until it ended.
    Exit waitFor() throws InterruptedException;

    /// Waits until it ended, at most so long; empty when it still runs.
    Optional<Exit> waitFor(Duration atMost) throws InterruptedException;

    /// What it used until now.
    Usage usage();

    /// Kills it with its children if it still runs, and frees what it held. Closing twice does nothing.
    @Override
    void close();
}

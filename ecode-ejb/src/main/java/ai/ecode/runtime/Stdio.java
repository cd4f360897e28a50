package ai.ecode.runtime;

/// What a process talks through.
public sealed interface Stdio {

    /// Three pipes.
    record Pipes() implements Stdio {}

    /// A pseudo-terminal that is the process's controlling terminal, `TERM` being `xterm-256color`; standard error goes
    /// the way of standard output.
    record Pty(int cols, int rows) implements Stdio {
        public Pty {
            if (cols < 1 || cols > 2_000 || rows < 1 || rows > 2_000) {
                throw new IllegalArgumentException("A terminal has 1 to 2000 columns and rows");
            }
        }
    }
}

/// Terminals: shells in a workspace's sandbox that outlive the connections to them. `docs/terminals.md` tells what a
/// client sees.
@NullMarked
package ai.ecode.terminal;

import org.jspecify.annotations.NullMarked;

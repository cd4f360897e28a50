/// The driver for one machine: each workspace and each run in a bubblewrap sandbox of its own.
@NullMarked
package ai.ecode.runtime.local;

import org.jspecify.annotations.NullMarked;

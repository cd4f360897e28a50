/// What the container is asked for once: the database schema, the clock, the executor.
@NullMarked
package ai.ecode.shared.platform;

import org.jspecify.annotations.NullMarked;

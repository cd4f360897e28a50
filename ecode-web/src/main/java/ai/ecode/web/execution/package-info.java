/// Languages and runs over HTTP.
@NullMarked
package ai.ecode.web.execution;

import org.jspecify.annotations.NullMarked;

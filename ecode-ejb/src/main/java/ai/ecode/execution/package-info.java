/// Running code: languages, limits and what became of a run.
@NullMarked
package ai.ecode.execution;

import org.jspecify.annotations.NullMarked;

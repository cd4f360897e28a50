/// Finding text in files in bounded time.
@NullMarked
package ai.ecode.files.searching;

import org.jspecify.annotations.NullMarked;

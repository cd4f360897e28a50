/// How a project is started, told from its files.
@NullMarked
package ai.ecode.preview.starting;

import org.jspecify.annotations.NullMarked;

/// Trees as archives. An archive that comes in is a stranger's: everything in it is checked and bounded.
@NullMarked
package ai.ecode.files.archiving;

import org.jspecify.annotations.NullMarked;

/// Scores as people make them, and their release.
@NullMarked
package ai.ecode.web.marking;

import org.jspecify.annotations.NullMarked;

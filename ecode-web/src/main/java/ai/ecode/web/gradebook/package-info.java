/// Grade books over HTTP.
@NullMarked
package ai.ecode.web.gradebook;

import org.jspecify.annotations.NullMarked;

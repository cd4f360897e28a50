/// `/api/audit` and a person's own activity.
@NullMarked
package ai.ecode.web.audit;

import org.jspecify.annotations.NullMarked;

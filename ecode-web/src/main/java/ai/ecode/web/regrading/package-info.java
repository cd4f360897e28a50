/// Testing all submissions to an assignment again, over HTTP.
@NullMarked
package ai.ecode.web.regrading;

import org.jspecify.annotations.NullMarked;

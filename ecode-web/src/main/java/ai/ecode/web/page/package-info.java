/// The pages and their assets.
@NullMarked
package ai.ecode.web.page;

import org.jspecify.annotations.NullMarked;

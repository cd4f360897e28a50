/// What every resource shares: problem documents, request ids, paging, the signed-in caller.
@NullMarked
package ai.ecode.web.http;

import org.jspecify.annotations.NullMarked;

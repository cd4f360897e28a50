/// Receipts of scores.
@NullMarked
package ai.ecode.web.receipts;

import org.jspecify.annotations.NullMarked;

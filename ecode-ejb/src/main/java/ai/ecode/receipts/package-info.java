/// What proves how a score came about, and lets it be found out again.
@NullMarked
package ai.ecode.receipts;

import org.jspecify.annotations.NullMarked;

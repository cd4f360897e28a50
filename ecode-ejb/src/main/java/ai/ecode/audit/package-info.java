/// The ledger of deeds, written in the same transaction as the deed.
@NullMarked
package ai.ecode.audit;

import org.jspecify.annotations.NullMarked;

/// Documents and their updates in PostgreSQL.
@NullMarked
package ai.ecode.collaboration.storing;

import org.jspecify.annotations.NullMarked;

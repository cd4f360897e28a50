/// What every feature may use: error codes, pages, plain JDBC. Small, stable, no business.
@NullMarked
package ai.ecode.shared;

import org.jspecify.annotations.NullMarked;

/// What every feature may use: error codes and pages. Small, stable, no business.
@NullMarked
package ai.ecode.shared;

import org.jspecify.annotations.NullMarked;

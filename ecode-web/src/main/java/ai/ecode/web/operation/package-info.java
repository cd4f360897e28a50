/// Health and the state of the components.
@NullMarked
package ai.ecode.web.operation;

import org.jspecify.annotations.NullMarked;

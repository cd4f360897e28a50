/// What people say of submissions beside the tests, and what of all that students are shown.
@NullMarked
package ai.ecode.marking;

import org.jspecify.annotations.NullMarked;

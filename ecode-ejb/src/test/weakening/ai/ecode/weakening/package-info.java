/// Takes one defence of the product away, so that tests can show that the attack it holds is noticed.
@NullMarked
package ai.ecode.weakening;

import org.jspecify.annotations.NullMarked;

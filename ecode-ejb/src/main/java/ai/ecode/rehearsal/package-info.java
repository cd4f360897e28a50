/// Trying out the tests of an assignment before students are given it: a teacher's solutions are each tested many times on a busy
/// machine, and what the tests cannot be relied on for is named.
@NullMarked
package ai.ecode.rehearsal;

import org.jspecify.annotations.NullMarked;

/// What all the work of a course comes to: categories and weights, totals that can be explained, and what of it students see.
@NullMarked
package ai.ecode.gradebook;

import org.jspecify.annotations.NullMarked;

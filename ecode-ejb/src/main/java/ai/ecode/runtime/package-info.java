/// Where code runs: the contract that every runtime driver meets, on one machine as on a cluster.
@NullMarked
package ai.ecode.runtime;

import org.jspecify.annotations.NullMarked;

/// The one way out of a workspace on this machine: a proxy to the package registries that this host itself uses.
@NullMarked
package ai.ecode.runtime.local.egress;

import org.jspecify.annotations.NullMarked;

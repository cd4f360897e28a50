/// The working copy in a running sandbox follows the tree, and the tree follows it. Speaks to sandboxes through the
/// driver's contract only.
@NullMarked
package ai.ecode.files.syncing;

import org.jspecify.annotations.NullMarked;

/// The files of a workspace: a tree of paths over content-addressed blobs in the database, which is the truth; the copy
/// in a running sandbox follows it and is followed by it.
@NullMarked
package ai.ecode.files;

import org.jspecify.annotations.NullMarked;

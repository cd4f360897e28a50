/// The files of a workspace over HTTP. They are a stranger's content on the platform's origin, so what a browser could run
/// is offered as a download and everything is sandboxed.
@NullMarked
package ai.ecode.web.files;

import org.jspecify.annotations.NullMarked;

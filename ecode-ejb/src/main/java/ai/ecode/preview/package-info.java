/// A web server in a workspace, seen in a browser: at an address of its own, so that its code reaches neither the
/// platform's cookies nor those of another preview.
@NullMarked
package ai.ecode.preview;

import org.jspecify.annotations.NullMarked;

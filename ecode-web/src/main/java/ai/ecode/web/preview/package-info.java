/// Previews over HTTP: the way in on the platform's own address, and the proxy on an address for each preview.
@NullMarked
package ai.ecode.web.preview;

import org.jspecify.annotations.NullMarked;

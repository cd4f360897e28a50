/// Tests of the whole platform as it is packaged, seen from outside: by HTTP, by WebSocket, in a browser, by its commands.
@NullMarked
package ai.ecode.endtoend;

import org.jspecify.annotations.NullMarked;

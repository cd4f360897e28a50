/// What people are told of what others did. It observes the other features; none of them knows it.
@NullMarked
package ai.ecode.notification;

import org.jspecify.annotations.NullMarked;

/** The service's own button, pressed again and again, and the sink at the end of its way. */
@NullMarked
package dev.mayday.notification.heartbeat;

import org.jspecify.annotations.NullMarked;

/**
 * Messages as Web Push (RFC 8030, 8291, 8292) to the browsers in which a guardian wants to be told.
 */
@NullMarked
package dev.mayday.notification.push;

import org.jspecify.annotations.NullMarked;

/** Mayday: an alert is pressed, and the right people know, see where, and answer. */
@NullMarked
package dev.mayday;

import org.jspecify.annotations.NullMarked;

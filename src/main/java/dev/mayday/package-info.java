/** Mayday: an alert is pressed, and the right people know, see where, and answer. */
package dev.mayday;

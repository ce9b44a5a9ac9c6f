/** Places of a person's own: entering and leaving them is told, or answers a check-in. */
@NullMarked
package dev.mayday.place;

import org.jspecify.annotations.NullMarked;

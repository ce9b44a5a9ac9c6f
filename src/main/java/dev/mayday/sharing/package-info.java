/** Live location without an alert: with whom, for how long. */
@NullMarked
package dev.mayday.sharing;

import org.jspecify.annotations.NullMarked;

/** Time, and all that is due: durable timers, taken by whichever node is alive. */
@NullMarked
package dev.mayday.clock;

import org.jspecify.annotations.NullMarked;

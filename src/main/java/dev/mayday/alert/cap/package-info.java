/** An alert as other systems of emergency management read it: OASIS CAP 1.2. */
@NullMarked
package dev.mayday.alert.cap;

import org.jspecify.annotations.NullMarked;

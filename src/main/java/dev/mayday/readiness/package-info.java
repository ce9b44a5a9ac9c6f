/** What would happen if the button were pressed now. */
@NullMarked
package dev.mayday.readiness;

import org.jspecify.annotations.NullMarked;

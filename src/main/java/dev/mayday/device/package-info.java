/** The device socket: what a phone says and hears. */
@NullMarked
package dev.mayday.device;

import org.jspecify.annotations.NullMarked;

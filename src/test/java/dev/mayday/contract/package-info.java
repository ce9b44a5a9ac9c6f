/** Holds the running service to what it publishes, and to what clients are promised. */
@NullMarked
package dev.mayday.contract;

import org.jspecify.annotations.NullMarked;

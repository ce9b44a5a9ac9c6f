/**
 * Where people are: fixes, the log of locations in Kafka, and the tracks that the recorder writes
 * from it.
 */
@NullMarked
package dev.mayday.location;

import org.jspecify.annotations.NullMarked;

/**
 * Places and calls for help from apps and buttons that people have already: OwnTracks, OsmAnd and
 * Traccar Client, Traccar's forward, anything that can make one HTTP request.
 */
@NullMarked
package dev.mayday.ingest;

import org.jspecify.annotations.NullMarked;

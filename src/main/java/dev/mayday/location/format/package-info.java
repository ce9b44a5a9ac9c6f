/** A track as other programs read it: GeoJSON, GPX, KML, CSV. */
@NullMarked
package dev.mayday.location.format;

import org.jspecify.annotations.NullMarked;

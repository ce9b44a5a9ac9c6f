/** The conventions of the wire: ids, times, strict reading of JSON, pages of a list. */
@NullMarked
package dev.mayday.wire;

import org.jspecify.annotations.NullMarked;

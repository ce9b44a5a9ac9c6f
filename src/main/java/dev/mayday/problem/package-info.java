/** What can go wrong between a client and Mayday, and the one place that puts it on the wire. */
@NullMarked
package dev.mayday.problem;

import org.jspecify.annotations.NullMarked;

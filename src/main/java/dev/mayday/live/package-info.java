/**
 * What is live on this node: open sockets, who follows whom, and the tail of the logs that they are
 * fed from.
 */
@NullMarked
package dev.mayday.live;

import org.jspecify.annotations.NullMarked;

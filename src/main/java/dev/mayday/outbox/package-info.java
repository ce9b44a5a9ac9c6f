/**
 * What other systems must hear, in the transaction that made it true, and the relay that says it in
 * order.
 */
@NullMarked
package dev.mayday.outbox;

import org.jspecify.annotations.NullMarked;

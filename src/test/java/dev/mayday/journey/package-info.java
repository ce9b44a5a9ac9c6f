/**
 * Stories of people in an alert, told over the wire against the built service, its database and its
 * broker.
 */
@NullMarked
package dev.mayday.journey;

import org.jspecify.annotations.NullMarked;

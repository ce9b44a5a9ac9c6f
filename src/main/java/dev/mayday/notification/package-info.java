/**
 * Telling people: who is told at which step, the messages, the workers that send them, and what
 * became of each.
 */
@NullMarked
package dev.mayday.notification;

import org.jspecify.annotations.NullMarked;

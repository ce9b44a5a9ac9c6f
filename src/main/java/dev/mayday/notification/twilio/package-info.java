/**
 * Text messages and calls by a provider that speaks Twilio's API, and what it calls back to say.
 */
@NullMarked
package dev.mayday.notification.twilio;

import org.jspecify.annotations.NullMarked;

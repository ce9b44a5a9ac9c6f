/** Messages as webhooks, signed as Standard Webhooks 1.0 says, to public addresses only. */
@NullMarked
package dev.mayday.notification.webhook;

import org.jspecify.annotations.NullMarked;

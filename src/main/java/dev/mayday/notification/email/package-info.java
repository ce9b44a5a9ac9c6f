/** Messages as e-mail, over SMTP. */
@NullMarked
package dev.mayday.notification.email;

import org.jspecify.annotations.NullMarked;

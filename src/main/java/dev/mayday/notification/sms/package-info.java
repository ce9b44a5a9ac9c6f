/** Text messages over SMPP 3.4, their receipts, and what people answer. */
@NullMarked
package dev.mayday.notification.sms;

import org.jspecify.annotations.NullMarked;

/**
 * Alerts: raised, answered, ended; their lifecycle, their timeline, and what each side is shown of
 * them.
 */
@NullMarked
package dev.mayday.alert;

import org.jspecify.annotations.NullMarked;

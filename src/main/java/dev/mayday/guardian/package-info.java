/** The guardians' edge: their socket, alerts and links over HTTP, and the pages. */
@NullMarked
package dev.mayday.guardian;

import org.jspecify.annotations.NullMarked;

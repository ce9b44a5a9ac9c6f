/** Whom to tell: a person's contacts, their channels, how they agree to it, and who guards whom. */
@NullMarked
package dev.mayday.contact;

import org.jspecify.annotations.NullMarked;

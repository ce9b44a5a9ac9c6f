/** Who somebody is: accounts, sessions, tokens, passwords, PINs. */
@NullMarked
package dev.mayday.identity;

import org.jspecify.annotations.NullMarked;

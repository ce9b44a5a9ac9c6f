package dev.mayday.contact;

import dev.mayday.wire.PersonId;

/** Whose contacts they are, as far as contacts take after them. */
record Owner(PersonId id, String name, String locale, String timeZone) {}

package dev.mayday.identity;

import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;

/**
 * What one part of Mayday holds about an account, for the export of it: as the account may read it,
 * so that under duress nothing differs, and without anything that opens something (a hash, a token,
 * a key).
 */
public interface Held {
    /** Its files, one after another: each is read when the one before has been written. */
    Multi<HeldFile> of(PersonId person);
}

package dev.mayday.wire;

import io.smallrye.mutiny.Multi;

/**
 * An answer that is written as its reader takes it: the next piece is asked for once the last has
 * left, so however long it is, a piece is all that is held. Where it fails after its first piece
 * the connection is broken: nobody takes half of it for the whole.
 */
public record Streamed(Multi<byte[]> pieces) {}

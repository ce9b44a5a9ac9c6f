package dev.mayday.wire;

import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An answer that is written as its reader takes it: the next piece is asked for once the last has
 * left, so however long it is, a piece is all that is held. Where it fails after its first piece
 * the connection is broken: nobody takes half of it for the whole.
 */
@Schema(hidden = true) // what is in it is said where it is answered
public record Streamed(Multi<byte[]> pieces) {}

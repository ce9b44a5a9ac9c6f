package dev.mayday.location.format;

import org.jspecify.annotations.Nullable;

/**
 * What a file says of the track that it holds. May hold whatever people wrote.
 *
 * @param name such as "sos, Anna"
 * @param description the note of whoever pressed
 */
public record Heading(String name, @Nullable String description) {}

package dev.mayday.notification;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is read out on the telephone.
 *
 * @param opening which key to press to hear the rest, after the first sentence: nobody else, and no
 *     machine, is to hear more; null where all is said at once
 * @param sentences what happened, in short sentences with a pause between them
 * @param choice which key to press for what; null where there is nothing to choose
 * @param going said after "I'm going"
 * @param declined said after "I can't"
 */
public record Spoken(
        Locale locale,
        @Nullable String opening,
        List<String> sentences,
        @Nullable String choice,
        String going,
        String declined) {
    public Spoken {
        sentences = List.copyOf(sentences);
    }
}

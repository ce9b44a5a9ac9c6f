package dev.mayday.notification.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Dana needs help: SOS", "a = b? \"c\" <d>"})
    void whatIsShortAndPlainStaysAsItIs(String text) {
        assertEquals(text, HeaderText.of("Subject", text));
    }

    @Test
    void whatOnlyLooksEncodedIsReadAsItWasWritten() throws Exception {
        var text = HeaderText.of("Subject", "=?utf-8?q?Evil?=");

        assertEquals("=?UTF-8?B?PT91dGYtOD9xP0V2aWw/PQ==?=", text);
        assertEquals("=?utf-8?q?Evil?=", read(text));
    }

    static Stream<String> texts() {
        var random = new Random(2047);
        int[] letters = "aZ =?_-é ßÅ„…语田🙂𠮷👩‍🚒\u2068\u0301".codePoints().toArray();
        return Stream.concat(
                Stream.of(
                        "Zoë Müller-Ångström a besoin d'aide\u00a0: SOS",
                        "🙂 Nina 𠮷田 needs help",
                        "x".repeat(200),
                        "🙂".repeat(200),
                        "a" + "𠮷".repeat(100)),
                IntStream.range(0, 500)
                        .mapToObj(any ->
                                random.ints(random.nextInt(1, 200), 0, letters.length)
                                        .map(index -> letters[index])
                                        .collect(
                                                StringBuilder::new,
                                                StringBuilder::appendCodePoint,
                                                StringBuilder::append)
                                        .toString()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anyTextIsReadAsItWasWrittenAndEachWordByItself(String text) throws Exception {
        var value = HeaderText.of("Subject", text);
        var lines = ("Subject: " + value).split("\r\n", -1);

        assertEquals(text, read(value));
        for (var line : lines) {
            assertTrue(line.matches("[\\x20-\\x7E]{1,76}"), line);
            assertTrue(line.equals(lines[0]) || line.startsWith(" =?"), line);
        }
        for (var word : value.split("\r\n ")) {
            assertTrue(word.length() <= 75, word);
            assertTrue(!word.startsWith("=?") || !read(word).contains("\uFFFD"), word);
        }
    }

    private static String read(String value) throws Exception {
        return MimeUtility.decodeText(MimeUtility.unfold(value));
    }
}

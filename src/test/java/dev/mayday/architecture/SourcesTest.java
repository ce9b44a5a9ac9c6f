package dev.mayday.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What can only be seen in the text. */
class SourcesTest {
    private static final int LONGEST = 350;

    @Test
    void noFileIsTooLongToRead() throws IOException {
        assertEquals(List.of(), sources("src", file -> lines(file).size() > LONGEST));
    }

    @Test
    void nothingIsLeftToDo() throws IOException {
        assertEquals(
                List.of(),
                sources("src", file -> lines(file).stream().anyMatch(SourcesTest::isLeftToDo)));
    }

    private static boolean isLeftToDo(String line) {
        return line.contains("TO" + "DO") || line.contains("FIX" + "ME");
    }

    private static List<Path> sources(String root, Predicate<Path> wrong) throws IOException {
        try (var files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).filter(wrong).toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}

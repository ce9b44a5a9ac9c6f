package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The AsyncAPI makers' own parser finds nothing wrong with the document. */
class AsyncApiParserIT {
    private static final Path PLACE = Path.of("target", "asyncapi-parser");

    @Test
    void theirParserFindsNothingWrong() throws Exception {
        Files.createDirectories(PLACE);
        for (var file : List.of("package.json", "package-lock.json", "validate.js")) {
            Files.copy(
                    Path.of("src", "test", "contract", file),
                    PLACE.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        run(
                "node",
                "validate.js",
                Path.of("src", "main", "resources", "contracts", "asyncapi.yaml")
                        .toAbsolutePath()
                        .toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var log = PLACE.resolve(command[0] + ".log");
        var process =
                new ProcessBuilder(command)
                        .directory(PLACE.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertEquals(0, process.waitFor(), () -> "%s:%n%s".formatted(log, text(log)));
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

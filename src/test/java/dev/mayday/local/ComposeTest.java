package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docker-compose.yml and the Dockerfile name only what is there. */
class ComposeTest {

    private final JsonNode compose = read("docker-compose.yml");
    private final JsonNode services = compose.path("services");

    @Test
    void everythingThatIsNeededIsThere() {
        var names = new TreeSet<String>();
        services.fieldNames().forEachRemaining(names::add);
        assertEquals(Set.of("postgres", "kafka", "sandbox", "service", "accounts"), names);
        services.forEach(service ->
                service.path("depends_on")
                        .fieldNames()
                        .forEachRemaining(other -> assertTrue(names.contains(other), other)));
        services.forEach(service ->
                service.path("volumes")
                        .forEach(volume ->
                                assertTrue(
                                        compose.path("volumes")
                                                .has(volume.asText().split(":")[0]))));
    }

    @Test
    void whatIsBuiltIsAStageOfTheDockerfile() throws IOException {
        for (var name : Set.of("service", "sandbox")) {
            var build = services.path(name).path("build");
            var dockerfile = Files.readString(Path.of(build.path("dockerfile").asText()));
            assertTrue(dockerfile.contains(" AS " + build.path("target").asText() + "\n"), name);
        }
    }

    @Test
    void nothingListensBeyondThisMachine() {
        services.forEach(service ->
                service.path("ports")
                        .forEach(port ->
                                assertTrue(port.asText().startsWith("127.0.0.1:"), port.asText())));
    }

    private static JsonNode read(String file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Path.of(file).toFile());
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}

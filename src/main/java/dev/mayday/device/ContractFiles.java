package dev.mayday.device;

import dev.mayday.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What the sockets and the topics speak, for everybody to read: the AsyncAPI document, and a JSON
 * Schema for the records of each topic.
 */
@Path("/")
class ContractFiles {
    private static final Set<String> SCHEMAS =
            Set.of(
                    "mayday.alerts.schema.json",
                    "mayday.locations.schema.json",
                    "mayday.notifications.schema.json");

    @GET
    @Path("asyncapi.yaml")
    @Operation(hidden = true)
    public Response asyncApi() {
        return file("asyncapi.yaml", "application/yaml");
    }

    @GET
    @Path("schemas/{name}")
    @Operation(hidden = true)
    public Response schema(@PathParam("name") String name) {
        if (!SCHEMAS.contains(name)) {
            throw Problem.notFound().refused();
        }
        return file("schemas/" + name, "application/schema+json");
    }

    private static Response file(String name, String type) {
        try (var file = ContractFiles.class.getResourceAsStream("/contracts/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the build has no contracts/" + name);
            }
            return Response.ok(file.readAllBytes(), type)
                    .header("Cache-Control", "public, max-age=300")
                    .header("X-Content-Type-Options", "nosniff")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

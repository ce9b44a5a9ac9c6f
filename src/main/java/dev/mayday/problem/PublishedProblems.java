package dev.mayday.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/** In the OpenAPI document: every call may be answered with a problem. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class PublishedProblems implements OASFilter {
    private static final String PROBLEM = "#/components/responses/Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        for (var path : document.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(PublishedProblems::mayBeRefused);
        }
    }

    private static void mayBeRefused(Operation operation) {
        var responses = operation.getResponses();
        if (responses == null) {
            responses = OASFactory.createAPIResponses();
            operation.setResponses(responses);
        }
        for (var status : responses.getAPIResponses().keySet().stream().sorted().toList()) {
            if (status.startsWith("4") || status.startsWith("5")) {
                var said = responses.getAPIResponse(status).getDescription();
                responses.addAPIResponse(
                        status, OASFactory.createAPIResponse().ref(PROBLEM).description(said));
            }
        }
        responses.addAPIResponse("default", OASFactory.createAPIResponse().ref(PROBLEM));
    }
}

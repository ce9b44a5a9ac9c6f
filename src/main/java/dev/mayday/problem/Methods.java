package dev.mayday.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/**
 * Which methods a path has. Several resources may serve one path; the framework asks the first of
 * them alone.
 */
final class Methods {
    private Methods() {}

    /**
     * @param path normalized, not decoded
     * @return none where nothing is there
     */
    static Set<String> of(String path) {
        var methods = new TreeSet<String>();
        for (var resource : ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
            var found = new RequestMapper<>(new ArrayList<>(List.of(resource))).map(path);
            if (found != null) {
                var rest = found.remaining.isEmpty() ? "/" : found.remaining;
                for (var handler : found.value.handlers) {
                    if (handler instanceof ClassRoutingHandler routing) {
                        routing.getMappers()
                                .forEach((method, paths) -> {
                                    if (method != null && paths.map(rest) != null) {
                                        methods.add(method);
                                    }
                                });
                    }
                }
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }
}

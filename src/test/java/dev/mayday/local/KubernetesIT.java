package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What `kubectl kustomize` makes of deploy/base and deploy/overlays. */
@Tag("kubernetes")
class KubernetesIT {

    private static final Set<String> ROLES =
            Set.of("gateway", "clock", "relay", "worker", "recorder");

    @ParameterizedTest
    @ValueSource(strings = {"deploy/base", "deploy/overlays/local"})
    void eachRoleIsADeploymentOfTheOneImage(String folder) throws Exception {
        var roles = new TreeSet<String>();
        for (JsonNode deployment : ours(folder, "Deployment")) {
            var container = container(deployment);
            roles.add(named(container.path("env"), "MAYDAY_ROLES").path("value").asText());
            assertEquals("mayday", container.path("image").asText().replaceFirst(":.*", ""));
            var labels = deployment.at("/spec/template/metadata/labels");
            deployment
                    .at("/spec/selector/matchLabels")
                    .properties()
                    .forEach(wanted ->
                            assertEquals(wanted.getValue(), labels.path(wanted.getKey())));
        }
        assertEquals(new TreeSet<>(ROLES), roles);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/base", "deploy/overlays/local"})
    void probesAskTheManagementPortAndLivenessNeverAsksForReadiness(String folder)
            throws Exception {
        for (JsonNode deployment : ours(folder, "Deployment")) {
            var container = container(deployment);
            assertEquals("/health/ready", container.at("/readinessProbe/httpGet/path").asText());
            assertEquals("/health/live", container.at("/livenessProbe/httpGet/path").asText());
            assertEquals("/health/live", container.at("/startupProbe/httpGet/path").asText());
            for (var probe : List.of("readinessProbe", "livenessProbe", "startupProbe")) {
                assertEquals("management", container.path(probe).at("/httpGet/port").asText());
            }
            assertEquals(
                    9000,
                    named(container.path("ports"), "management").path("containerPort").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/base", "deploy/overlays/local"})
    void noContainerMayBecomeRootOrWriteItsImage(String folder) throws Exception {
        for (JsonNode pod : pods(folder)) {
            assertTrue(pod.at("/spec/securityContext/runAsNonRoot").asBoolean());
            assertFalse(pod.at("/spec/automountServiceAccountToken").asBoolean(true));
            var container = pod.at("/spec/containers/0");
            assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean());
            assertFalse(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true));
            assertEquals("ALL", container.at("/securityContext/capabilities/drop/0").asText());
            assertTrue(container.at("/resources/requests/memory").isTextual());
            assertTrue(container.at("/resources/limits/memory").isTextual());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/base", "deploy/overlays/local"})
    void settingsComeFromAConfigMapAndSecretsFromOutside(String folder) throws Exception {
        var all = render(folder);
        assertEquals(List.of(), all.stream().filter(object -> isA(object, "Secret")).toList());
        var settings = all.stream().filter(object -> isA(object, "ConfigMap")).toList().getFirst();
        for (JsonNode pod : pods(folder)) {
            var from = pod.at("/spec/containers/0/envFrom");
            assertEquals(
                    settings.at("/metadata/name").asText(),
                    from.at("/0/configMapRef/name").asText());
            assertEquals("mayday-secrets", from.at("/1/secretRef/name").asText());
        }
        settings.path("data")
                .fieldNames()
                .forEachRemaining(name ->
                        assertFalse(name.contains("SECRET") || name.contains("PASSWORD"), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/base", "deploy/overlays/local"})
    void onlyTheJobMigratesAndAGatewayStaysThroughADisruption(String folder) throws Exception {
        var job = ours(folder, "Job").getFirst().at("/spec/template/spec/containers/0/env");
        assertEquals("true", named(job, "MAYDAY_MIGRATE").path("value").asText());
        assertEquals("true", named(job, "QUARKUS_INIT_AND_EXIT").path("value").asText());
        var settings = ours(folder, "ConfigMap").getFirst().path("data");
        assertEquals("false", settings.path("MAYDAY_MIGRATE").asText());

        var budget = ours(folder, "PodDisruptionBudget").getFirst();
        assertEquals(1, budget.at("/spec/minAvailable").asInt());
        assertEquals("gateway", component(budget.at("/spec/selector/matchLabels")));
        assertEquals("gateway", component(ours(folder, "Service").getFirst().at("/spec/selector")));
    }

    private static String component(JsonNode labels) {
        return labels.path("app.kubernetes.io/component").asText();
    }

    private static JsonNode container(JsonNode deployment) {
        assertEquals(1, deployment.at("/spec/template/spec/containers").size());
        return deployment.at("/spec/template/spec/containers/0");
    }

    private static List<JsonNode> pods(String folder) throws Exception {
        return render(folder).stream()
                .filter(object -> isOurs(object) && object.at("/spec/template/spec").isObject())
                .map(object -> object.at("/spec/template"))
                .toList();
    }

    private static List<JsonNode> ours(String folder, String kind) throws Exception {
        return render(folder).stream()
                .filter(object -> isA(object, kind) && isOurs(object))
                .toList();
    }

    private static boolean isA(JsonNode object, String kind) {
        return object.path("kind").asText().equals(kind);
    }

    private static boolean isOurs(JsonNode object) {
        return object.at("/metadata/labels")
                .path("app.kubernetes.io/part-of")
                .asText()
                .equals("mayday");
    }

    private static JsonNode named(JsonNode list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + list));
    }

    private static List<JsonNode> render(String folder) throws IOException, InterruptedException {
        var kubectl =
                new ProcessBuilder("kubectl", "kustomize", folder)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var yaml = kubectl.getInputStream().readAllBytes();
        assertEquals(0, kubectl.waitFor(), "kubectl kustomize " + folder);
        var mapper = new ObjectMapper(new YAMLFactory());
        return mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
    }
}

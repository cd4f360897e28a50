package ai.ecode.endtoend;

import static java.util.stream.Collectors.toMap;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1EnvVarSource;
import io.kubernetes.client.openapi.models.V1ObjectFieldSelector;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.util.Yaml;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The server's container as `openshift/` describes it: what the image build says, and the Deployment with its settings.
final class PodContainer {

    private final List<String> instructions;
    private final V1Deployment deployment;
    private final V1ConfigMap settings;

    private PodContainer(List<String> instructions, V1Deployment deployment, V1ConfigMap settings) {
        this.instructions = instructions;
        this.deployment = deployment;
        this.settings = settings;
    }

    static PodContainer read(Path openshift) throws IOException {
        var build = Files.readString(openshift.resolve("image/Containerfile")).replace("\\\n", " ");
        var base = openshift.resolve("base");
        return new PodContainer(
                build.lines().filter(line -> !line.startsWith("#")).toList(),
                Yaml.loadAs(base.resolve("deployment.yaml").toFile(), V1Deployment.class),
                Yaml.loadAs(base.resolve("settings.yaml").toFile(), V1ConfigMap.class));
    }

    /// The program that the image starts, with its arguments.
    List<String> program() {
        return strings(instruction("ENTRYPOINT"));
    }

    /// Variables of the image, then those of the settings, which go before them.
    Map<String, String> settings() {
        var all = new HashMap<String, String>();
        for (var pair : instruction("ENV").split("\\s+")) {
            all.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        all.putAll(settings.getData());
        return all;
    }

    /// Variables that come out of a secret, each with its `secret/key`.
    Map<String, String> secrets() {
        return variables(
                V1EnvVarSource::getSecretKeyRef,
                reference -> reference.getName() + "/" + reference.getKey());
    }

    /// Variables that the pod tells of itself, each with the path of the field, as `metadata.name`.
    Map<String, String> fields() {
        return variables(V1EnvVarSource::getFieldRef, V1ObjectFieldSelector::getFieldPath);
    }

    /// Folders that the image declares as written to.
    Set<String> volumes() {
        return Set.copyOf(strings(instruction("VOLUME")));
    }

    /// Folders that the pod can write to.
    Set<String> mounts() {
        return container().getVolumeMounts().stream()
                .map(V1VolumeMount::getMountPath)
                .collect(Collectors.toSet());
    }

    /// Addresses of the startup, liveness and readiness probe, in the order in which they come true.
    List<String> probes() {
        return List.of(
                container().getStartupProbe().getHttpGet().getPath(),
                container().getLivenessProbe().getHttpGet().getPath(),
                container().getReadinessProbe().getHttpGet().getPath());
    }

    /// How long the startup probe is patient.
    Duration longestStart() {
        var probe = container().getStartupProbe();
        return Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
    }

    /// How long after SIGTERM the server is killed.
    Duration grace() {
        return Duration.ofSeconds(
                deployment.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds());
    }

    private <T> Map<String, String> variables(
            Function<V1EnvVarSource, T> kind, Function<T, String> source) {
        return container().getEnv().stream()
                .filter(variable -> kind.apply(variable.getValueFrom()) != null)
                .collect(
                        toMap(
                                V1EnvVar::getName,
                                variable -> source.apply(kind.apply(variable.getValueFrom()))));
    }

    private V1Container container() {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private String instruction(String name) {
        return instructions.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("The Containerfile has no " + name));
    }

    private static List<String> strings(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonString::getString);
        }
    }
}

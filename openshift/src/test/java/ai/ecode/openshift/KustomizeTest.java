package ai.ecode.openshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Renders the overlay as an installer would and reads the result with the Kubernetes client's own model, which refuses
/// fields that Kubernetes does not have.
class KustomizeTest {

    private static final Map<String, Class<? extends KubernetesObject>> MODEL =
            Map.of(
                    "ServiceAccount", V1ServiceAccount.class,
                    "ConfigMap", V1ConfigMap.class,
                    "Deployment", V1Deployment.class,
                    "Service", V1Service.class,
                    "HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
                    "PodDisruptionBudget", V1PodDisruptionBudget.class,
                    "NetworkPolicy", V1NetworkPolicy.class);

    private static final String SERVER_NAME = "ECODE_SERVER_NAME";

    private static final List<KubernetesObject> OBJECTS = new ArrayList<>();
    private static Map<String, Object> route = Map.of();

    @BeforeAll
    static void render() throws IOException, InterruptedException {
        Process kubectl =
                new ProcessBuilder(
                                "kubectl",
                                "kustomize",
                                Path.of("overlays/example").toAbsolutePath().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String rendered =
                new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, kubectl.waitFor(), "kubectl kustomize");
        for (String document : rendered.split("(?m)^---$")) {
            Map<String, Object> plain =
                    new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(document);
            String kind = plain.get("kind").toString();
            if (kind.equals("Route")) {
                route = plain;
            } else {
                assertTrue(MODEL.containsKey(kind), "unexpected kind " + kind);
                OBJECTS.add(Yaml.loadAs(document, MODEL.get(kind)));
            }
        }
    }

    @Test
    void theModelRefusesAFieldThatKubernetesDoesNotHave() {
        assertThrows(
                RuntimeException.class,
                () -> Yaml.loadAs("kind: Deployment\nspec:\n  replica: 2\n", V1Deployment.class));
    }

    @Test
    void everyKindIsThereOnce() {
        assertEquals(MODEL.size(), OBJECTS.size());
        assertFalse(route.isEmpty());
    }

    @Test
    void podsRunUnderAnyUidWithAReadOnlyRootAndNoPrivileges() {
        V1PodSpec pod = pod();
        var security = container().getSecurityContext();
        assertTrue(pod.getSecurityContext().getRunAsNonRoot());
        assertEquals(null, pod.getSecurityContext().getRunAsUser(), "OpenShift chooses the uid");
        assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
        assertTrue(security.getReadOnlyRootFilesystem());
        assertFalse(security.getAllowPrivilegeEscalation());
        assertEquals(List.of("ALL"), security.getCapabilities().getDrop());
        assertFalse(pod.getAutomountServiceAccountToken());
    }

    @Test
    void everyProbeAsksTheServersOwnHealth() {
        assertEquals("/health/started", container().getStartupProbe().getHttpGet().getPath());
        assertEquals("/health/live", container().getLivenessProbe().getHttpGet().getPath());
        assertEquals("/health/ready", container().getReadinessProbe().getHttpGet().getPath());
    }

    @Test
    void secretsComeByReferenceOnly() {
        for (V1EnvVar variable : container().getEnv()) {
            assertEquals(null, variable.getValue(), variable.getName());
            if (!variable.getName().equals(SERVER_NAME)) {
                assertFalse(variable.getValueFrom().getSecretKeyRef().getName().isBlank());
            }
        }
        for (String name : one(V1ConfigMap.class).getData().keySet()) {
            assertFalse(
                    name.matches("(?!ECODE_KEYCLOAK_URL).*(PASSWORD|SECRET|TOKEN|KEY).*"), name);
        }
    }

    @Test
    void everyServerHasTheNameOfItsPodWhichNoOtherThatRunsHas() {
        V1EnvVar name =
                container().getEnv().stream()
                        .filter(variable -> variable.getName().equals(SERVER_NAME))
                        .findFirst()
                        .orElseThrow();
        assertEquals("metadata.name", name.getValueFrom().getFieldRef().getFieldPath());
    }

    @Test
    void itGrowsFromTwoToTenAtSeventyPercentCpuAndEightyPercentMemory() {
        var spec = one(V2HorizontalPodAutoscaler.class).getSpec();
        assertEquals(2, spec.getMinReplicas());
        assertEquals(10, spec.getMaxReplicas());
        assertEquals("Deployment", spec.getScaleTargetRef().getKind());
        assertEquals(
                Map.of("cpu", 70, "memory", 80),
                Map.of(
                        spec.getMetrics().getFirst().getResource().getName(),
                        spec.getMetrics()
                                .getFirst()
                                .getResource()
                                .getTarget()
                                .getAverageUtilization(),
                        spec.getMetrics().getLast().getResource().getName(),
                        spec.getMetrics()
                                .getLast()
                                .getResource()
                                .getTarget()
                                .getAverageUtilization()));
    }

    @Test
    void everySelectorFindsThePodsAndNothingElseIsOpened() {
        Map<String, String> labels =
                one(V1Deployment.class).getSpec().getTemplate().getMetadata().getLabels();
        assertTrue(
                labels.entrySet()
                        .containsAll(one(V1Service.class).getSpec().getSelector().entrySet()));
        assertTrue(
                labels.entrySet()
                        .containsAll(
                                one(V1Deployment.class)
                                        .getSpec()
                                        .getSelector()
                                        .getMatchLabels()
                                        .entrySet()));
        assertTrue(
                labels.entrySet()
                        .containsAll(
                                one(V1PodDisruptionBudget.class)
                                        .getSpec()
                                        .getSelector()
                                        .getMatchLabels()
                                        .entrySet()));
        var policy = one(V1NetworkPolicy.class).getSpec();
        assertTrue(
                labels.entrySet().containsAll(policy.getPodSelector().getMatchLabels().entrySet()));
        assertEquals(List.of("Ingress", "Egress"), policy.getPolicyTypes());
        assertEquals(
                Map.of("app.kubernetes.io/name", "postgresql"),
                policy.getEgress().get(1).getTo().getFirst().getPodSelector().getMatchLabels());
    }

    @Test
    void aDisruptionLeavesOneServerAndAPodHasTimeToDrain() {
        assertEquals(1, one(V1PodDisruptionBudget.class).getSpec().getMinAvailable().getIntValue());
        assertTrue(pod().getTerminationGracePeriodSeconds() >= 45);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theRouteEndsTlsAndRedirectsPlainHttp() {
        var spec = (Map<String, Object>) route.get("spec");
        var tls = (Map<String, Object>) spec.get("tls");
        assertEquals("edge", tls.get("termination"));
        assertEquals("Redirect", tls.get("insecureEdgeTerminationPolicy"));
        assertEquals("ecode", ((Map<String, Object>) spec.get("to")).get("name"));
    }

    private static V1PodSpec pod() {
        return one(V1Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static V1Container container() {
        return pod().getContainers().getFirst();
    }

    private static <T> T one(Class<T> kind) {
        return OBJECTS.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }
}

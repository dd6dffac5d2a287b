package dev.eddy.kubernetes;

import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/**
 * The kinds of KEDA, as far as we use them: it publishes no types for Java. The fields are those of its documentation, the
 * behaviour is the API's own type.
 */
final class Keda {

    private Keda() {}

    record Metadata(String name) {}

    record ScaledObject(String apiVersion, String kind, Metadata metadata, Scaling spec) {}

    record Scaling(
            Target scaleTargetRef,
            Integer pollingInterval,
            Integer cooldownPeriod,
            Integer minReplicaCount,
            Integer maxReplicaCount,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

    record Autoscaler(V2HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(String type, Map<String, String> metadata, Reference authenticationRef) {}

    record Reference(String name) {}

    record TriggerAuthentication(String apiVersion, String kind, Metadata metadata, Secrets spec) {}

    record Secrets(List<SecretKey> secretTargetRef) {}

    record SecretKey(String parameter, String name, String key) {}
}

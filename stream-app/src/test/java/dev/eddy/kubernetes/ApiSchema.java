package dev.eddy.kubernetes;

import com.coreos.monitoring.models.V1ServiceMonitor;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds objects against the types that are generated from the API's own schema: read as such a type and written again, an
 * object must be the same. A field that is unknown would be lost, a number where text must be would become text, and what is
 * required is asked for by the type. What a field may say beyond its type is not known here.
 */
final class ApiSchema {

    private static final Map<String, Class<?>> TYPES = Map.of(
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Secret", V1Secret.class,
            "v1 Service", V1Service.class,
            "apps/v1 StatefulSet", V1StatefulSet.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
            "monitoring.coreos.com/v1 ServiceMonitor", V1ServiceMonitor.class,
            "keda.sh/v1alpha1 ScaledObject", Keda.ScaledObject.class,
            "keda.sh/v1alpha1 TriggerAuthentication", Keda.TriggerAuthentication.class);

    private static final Gson TYPED = JSON.getGson();

    private ApiSchema() {}

    /** What the API would not take as it is meant, in words; nothing if all is well. */
    static Optional<String> complaint(JsonNode object) {
        String name =
                object.path("apiVersion").asText() + " " + object.path("kind").asText();
        Class<?> type = TYPES.get(name);
        if (type == null) {
            return Optional.of(name + " is no known kind");
        }
        JsonElement given = JsonParser.parseString(object.toString());
        try {
            JsonElement understood = TYPED.toJsonTree(TYPED.fromJson(given, type));
            List<String> differences = new ArrayList<>();
            compare(name, given, understood, differences);
            return differences.stream().findFirst();
        } catch (RuntimeException e) {
            return Optional.of(name + ": " + e.getMessage());
        }
    }

    private static void compare(String path, JsonElement given, JsonElement understood, List<String> differences) {
        if (given instanceof JsonObject fields && understood instanceof JsonObject known) {
            fields.entrySet().forEach(field -> {
                String place = path + "." + field.getKey();
                if (known.has(field.getKey())) {
                    compare(place, field.getValue(), known.get(field.getKey()), differences);
                } else {
                    differences.add(place + " is no field of this kind");
                }
            });
        } else if (given.isJsonArray() && understood.isJsonArray()) {
            for (int i = 0; i < given.getAsJsonArray().size(); i++) {
                compare(
                        path + "[" + i + "]",
                        given.getAsJsonArray().get(i),
                        understood.getAsJsonArray().get(i),
                        differences);
            }
        } else if (!given.equals(understood)) {
            differences.add(path + " is " + given + " but would be understood as " + understood);
        }
    }
}

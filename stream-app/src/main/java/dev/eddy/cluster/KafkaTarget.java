package dev.eddy.cluster;

import dev.eddy.event.RegistryConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * Where Kafka and the schema registry are.
 *
 * @param bootstrapServers {@code host:port,...}
 * @param registry of the schemas
 * @param given settings of Kafka's clients that the user passed through
 */
public record KafkaTarget(String bootstrapServers, RegistryConfig registry, Map<String, String> given) {

    /** Settings for a client: ours, and over them the user's. */
    public Map<String, Object> client(Map<String, Object> ours) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.putAll(given);
        return settings;
    }
}

package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.event.RegistryConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where Kafka and the schema registry are, the same for every command that speaks with them. */
final class KafkaOptions {

    /** Settings of the registry's client begin so, as they do elsewhere in Kafka's world. */
    private static final String REGISTRY = "schema.registry.";

    private final Map<String, String> passedThrough;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Where Kafka is, several separated by commas (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "http://localhost:8081",
            description =
                    "Where the schemas of the events are, several separated by commas (default: ${DEFAULT-VALUE}).")
    private String schemaRegistry;

    @Option(
            names = "--schema-registry-user-info",
            paramLabel = "USER:PASSWORD",
            defaultValue = "",
            description = "Credentials for the registry; better set as EDDY_SCHEMA_REGISTRY_USER_INFO.")
    private String userInfo;

    @Option(
            names = "--kafka",
            paramLabel = "NAME=VALUE",
            description =
                    "Any setting of Kafka's clients, as it is; may be repeated. Also KAFKA_NAME in the environment, the "
                            + "place for secrets, and kafka.name in the properties file. schema.registry.NAME is for "
                            + "the registry's client, like schema.registry.ssl.truststore.location.")
    private Map<String, String> kafka = new LinkedHashMap<>();

    KafkaOptions(Map<String, String> passedThrough) {
        this.passedThrough = passedThrough;
    }

    KafkaTarget target() {
        Map<String, String> settings = new TreeMap<>();
        Map<String, String> clients = new TreeMap<>();
        given().forEach((name, value) -> {
            if (name.startsWith(REGISTRY)) {
                settings.put(name.substring(REGISTRY.length()), value);
            } else {
                clients.put(name, value);
            }
        });
        RegistryConfig registry =
                RegistryConfig.of(sharedRegistry()).withUserInfo(userInfo).withSettings(settings);
        return new KafkaTarget(bootstrapServers, registry, clients);
    }

    /** A registry inside one process is of no use to any other. */
    private String sharedRegistry() {
        if (schemaRegistry.startsWith("mock:")) {
            throw new IllegalArgumentException(
                    "--schema-registry must be http://HOST:PORT but was " + schemaRegistry
                            + ", which only this process would know: nobody else could read its events; 'eddy broker' brings one");
        }
        return schemaRegistry;
    }

    /** Settings of Kafka that the user gave, flag over environment over file. */
    private Map<String, String> given() {
        Map<String, String> given = new TreeMap<>(passedThrough);
        given.putAll(kafka);
        return given;
    }
}

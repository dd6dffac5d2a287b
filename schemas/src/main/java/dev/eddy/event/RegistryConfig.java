package dev.eddy.event;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where the schema registry is and how to speak with it. Credentials inside the URL are moved to {@code userInfo}, so
 * that no message can carry them; {@link #toString()} masks them.
 *
 * @param url {@code http://} or {@code https://}, several separated by commas; or {@code mock://SCOPE}: a registry in
 *     memory, shared by all of this process that name the scope
 * @param userInfo {@code user:password} for basic authentication; empty for none
 * @param timeouts how long to wait for the registry
 * @param autoRegister whether a writer registers its schema; if not, it must be registered already
 * @param settings more of the registry's client: of TLS, like {@code ssl.truststore.location}, or {@code bearer.auth.token}
 */
public record RegistryConfig(
        String url, String userInfo, Timeouts timeouts, boolean autoRegister, Map<String, String> settings) {

    /** The client looks for its settings of TLS behind this prefix, and for all others without it. */
    private static final String TLS_PREFIX = "schema.registry.";

    /** An unknown id is asked for again after this many seconds, so that a flood of bad events is no flood of requests. */
    private static final long MISSING_ID_TTL_S = 10;

    /** Moves credentials out of the URL and checks both. */
    public RegistryConfig {
        settings = Map.copyOf(settings);
        userInfo = userInfo.isEmpty() ? RegistryUrls.userInfo(url) : userInfo;
        url = RegistryUrls.withoutUserInfo(url.trim());
        RegistryUrls.require(url);
        if (!userInfo.isEmpty() && userInfo.indexOf(':') < 1) {
            throw new IllegalArgumentException(
                    "registry credentials must be USER:PASSWORD but had no user and colon (value not shown)");
        }
    }

    /**
     * The defaults: no credentials unless the URL has some, 5 s to connect, 10 s to read, schemas are registered.
     *
     * @param url where the registry is
     * @return a configuration to use or to refine
     */
    public static RegistryConfig of(String url) {
        return new RegistryConfig(url, "", Timeouts.DEFAULT, true, Map.of());
    }

    /**
     * The same with other credentials.
     *
     * @param value {@code user:password}
     * @return a new configuration
     */
    public RegistryConfig withUserInfo(String value) {
        return new RegistryConfig(url, value, timeouts, autoRegister, settings);
    }

    /**
     * The same with other time-outs.
     *
     * @param value how long to wait
     * @return a new configuration
     */
    public RegistryConfig withTimeouts(Timeouts value) {
        return new RegistryConfig(url, userInfo, value, autoRegister, settings);
    }

    /**
     * The same with writers that register, or do not.
     *
     * @param value whether a writer registers its schema
     * @return a new configuration
     */
    public RegistryConfig withAutoRegister(boolean value) {
        return new RegistryConfig(url, userInfo, timeouts, value, settings);
    }

    /**
     * The same with other settings of the client.
     *
     * @param value by their names, without a prefix
     * @return a new configuration
     */
    public RegistryConfig withSettings(Map<String, String> value) {
        return new RegistryConfig(url, userInfo, timeouts, autoRegister, value);
    }

    @Override
    public String toString() {
        return "RegistryConfig[url=" + url + ", userInfo=" + (userInfo.isEmpty() ? "" : "***") + ", timeouts="
                + timeouts + ", autoRegister=" + autoRegister + ", settings=" + new TreeSet<>(settings.keySet()) + "]";
    }

    /** In the types that the client casts to: it reads the TTL as a Long only. */
    Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, millis(timeouts.connect));
        properties.put(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, millis(timeouts.read));
        properties.put(SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG, MISSING_ID_TTL_S);
        if (!userInfo.isEmpty()) {
            properties.put(SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE, "USER_INFO");
            properties.put(SchemaRegistryClientConfig.USER_INFO_CONFIG, userInfo);
        }
        settings.forEach((name, value) -> properties.put(name.startsWith("ssl.") ? TLS_PREFIX + name : name, value));
        return properties;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /**
     * How long to wait for the registry.
     *
     * @param connect for the connection, 1 ms to 10 min
     * @param read for an answer, 1 ms to 10 min
     */
    public record Timeouts(Duration connect, Duration read) {

        private static final Duration LONGEST = Duration.ofMinutes(10);

        static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

        /** Checks both against their range. */
        public Timeouts {
            require("connect", connect);
            require("read", read);
        }

        private static void require(String name, Duration value) {
            if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "registry " + name + " time-out must be in 1ms..10min but was " + value.toMillis() + "ms");
            }
        }
    }
}

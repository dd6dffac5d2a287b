package dev.eddy.event;

import dev.eddy.event.UnreadableEventException.Reason;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The schema registry as this room sees it: a schema for an id, an id for a schema, and each failure given to the one
 * who can do something about it. Any thread may call.
 */
final class Registry implements AutoCloseable {

    /** Schemas per subject that the client remembers; Confluent's own default. */
    private static final int CACHED_SCHEMAS = 1000;

    /** What registries answer for an unknown id, schema or subject: Confluent and Apicurio 40403, the mock 40401. */
    private static final Set<Integer> NOT_FOUND = Set.of(40401, 40402, 40403);

    private static final Set<Integer> REFUSED = Set.of(401, 403);

    private static final Set<Integer> NOT_NOW = Set.of(404, 408, 429);

    private final RegistryConfig config;
    private final SchemaRegistryClient client;

    Registry(RegistryConfig config) {
        this.config = config;
        this.client = SchemaRegistryClientFactory.newClient(
                RegistryUrls.split(config.url()),
                CACHED_SCHEMAS,
                List.of(new AvroSchemaProvider()),
                config.clientProperties(),
                Map.of());
    }

    /** The schema with which a frame was written. */
    Schema writerSchema(String topic, int id) {
        if (id < 0) {
            throw new UnreadableEventException(Reason.UNKNOWN_SCHEMA_ID, topic, "has the negative schema id " + id);
        }
        try {
            return ((AvroSchema) client.getSchemaById(id)).rawSchema();
        } catch (RestClientException e) {
            throw unknownId(topic, id, e);
        } catch (IOException e) {
            throw notParsed(topic, id, e);
        }
    }

    /** The id under which a subject has a schema; registers it if that is allowed. */
    int schemaId(String subject, Schema schema) {
        AvroSchema parsed = new AvroSchema(schema);
        try {
            return config.autoRegister() ? client.register(subject, parsed) : client.getId(subject, parsed);
        } catch (RestClientException e) {
            throw notRegistered(subject, e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private RuntimeException unknownId(String topic, int id, RestClientException e) {
        return NOT_FOUND.contains(e.getErrorCode())
                ? new UnreadableEventException(
                        Reason.UNKNOWN_SCHEMA_ID,
                        topic,
                        "has schema id " + id + ", which the registry " + config.url() + " does not know",
                        e)
                : unusable(e);
    }

    /** The client reports a schema that is no Avro as an IOException of its own making: only its words tell. */
    private RuntimeException notParsed(String topic, int id, IOException e) {
        return e.getClass() == IOException.class
                        && String.valueOf(e.getMessage()).startsWith("Invalid schema")
                ? new UnreadableEventException(
                        Reason.WRONG_SCHEMA, topic, "has schema id " + id + ", which is no valid Avro schema", e)
                : unreachable(e);
    }

    private RuntimeException notRegistered(String subject, RestClientException e) {
        boolean temporary = e.getStatus() >= 500
                || REFUSED.contains(e.getStatus())
                || (NOT_NOW.contains(e.getStatus()) && !NOT_FOUND.contains(e.getErrorCode()));
        return temporary
                ? unusable(e)
                : new SerializationException(
                        "schema registry " + config.url() + " does not accept our schema for subject '" + subject
                                + "' (" + answer(e) + "); a writer's schema must be registered and compatible there;"
                                + " register it first (auto-register is " + (config.autoRegister() ? "on" : "off")
                                + ") or resolve the conflict with the versions it has",
                        e);
    }

    private RegistryUnavailableException unusable(RestClientException e) {
        return REFUSED.contains(e.getStatus())
                ? new RegistryUnavailableException(
                        config.url(),
                        "refused us (" + answer(e) + ") with "
                                + (config.userInfo().isEmpty() ? "no credentials" : "the credentials configured"),
                        "set the registry's USER:PASSWORD and the rights of that user",
                        e)
                : new RegistryUnavailableException(
                        config.url(),
                        "answered with an error (" + answer(e) + ")",
                        "look into the registry's log, and check that the URL has the right path",
                        e);
    }

    private RegistryUnavailableException unreachable(IOException e) {
        if (e instanceof SSLException) {
            return new RegistryUnavailableException(
                    config.url(),
                    "has a certificate that is not trusted here (" + e.getMessage() + ")",
                    "set schema.registry.ssl.truststore.location to the authority that issued it, and name the host as"
                            + " the certificate does",
                    e);
        }
        return new RegistryUnavailableException(
                config.url(),
                "cannot be reached (" + RegistryUrls.redact(e.toString()) + ")",
                "check that it runs and that the URL, the network and the time-outs " + config.timeouts()
                        + " are right",
                e);
    }

    private static String answer(RestClientException e) {
        return "HTTP " + e.getStatus() + ", " + RegistryUrls.redact(String.valueOf(e.getMessage()));
    }
}

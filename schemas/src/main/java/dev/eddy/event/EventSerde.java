package dev.eddy.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Record values of one event type in Confluent's wire format: byte 0, the schema id in four bytes (big endian), the Avro
 * binary record. The subject is {@code <topic>-value}. A null value stays null.
 *
 * <p>Any thread may call, and one serde serves any number of topics. Reading throws {@link UnreadableEventException} for
 * what can never be read (dead-letter it) and {@link RegistryUnavailableException} when the registry did not answer
 * (try again). Writing throws the latter too, and Kafka's {@code SerializationException} for an incomplete record or a
 * schema that the registry does not accept. Once a schema id has been met, the registry is not asked again.
 *
 * @param <T> a class generated from an Avro schema
 */
public final class EventSerde<T extends SpecificRecord> implements Serde<T> {

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final Registry registry;
    private final EventWriter<T> writer;
    private final EventReader<T> reader;

    private EventSerde(Class<T> type, Registry registry) {
        this.registry = registry;
        this.writer = new EventWriter<>(type, registry);
        this.reader = new EventReader<>(type, registry);
    }

    /**
     * A serde with a registry client of its own. Nothing is asked of the registry before the first event.
     *
     * @param type a class generated from an Avro schema
     * @param config where the registry is
     * @param <T> the same class
     * @return a serde to be closed by whoever made it: Kafka's clients close their halves only, which hold nothing
     */
    public static <T extends SpecificRecord> EventSerde<T> of(Class<T> type, RegistryConfig config) {
        return new EventSerde<>(type, new Registry(config));
    }

    @Override
    public Serializer<T> serializer() {
        return writer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return reader;
    }

    /** Reads a frame that is there. */
    T read(String topic, byte[] frame) {
        return reader.read(topic, frame);
    }

    /** Whether a frame is known to have been written with the very schema of this version. */
    boolean writtenAsOurs(byte[] frame) {
        return reader.writtenAsOurs(frame);
    }

    @Override
    public void close() {
        try {
            registry.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the registry client could not be closed: " + e.getMessage(), e);
        }
    }
}

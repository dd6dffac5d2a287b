package dev.eddy.event;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** From a record to a frame with the id of its schema under {@code <topic>-value}. Any thread may call. */
final class EventWriter<T extends SpecificRecord> implements Serializer<T> {

    private final Registry registry;
    private final DatumWriter<T> writer;
    private final Map<String, Integer> idOfTopic = new ConcurrentHashMap<>();

    EventWriter(Class<T> type, Registry registry) {
        this.registry = registry;
        SpecificData model = SpecificData.getForClass(type);
        this.writer = new SpecificDatumWriter<>(model.getSchema(type), model);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T event) {
        if (event == null) {
            return null;
        }
        Integer id = idOfTopic.get(topic);
        if (id == null) {
            id = register(topic, event);
            idOfTopic.put(topic, id);
        }
        return encode(topic, id, event);
    }

    /** Without "avro.java.string": what is registered is the schema of the .avsc file, the same for every language. */
    private int register(String topic, T event) {
        return registry.schemaId(topic + "-value", AvroSchemaUtils.getSchema(event, false, false, true));
    }

    private byte[] encode(String topic, int id, T event) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(256);
        try {
            frame.write(EventSerde.MAGIC);
            frame.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(frame, null);
            writer.write(event, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "cannot write a " + event.getSchema().getFullName() + " to topic '" + topic + "' (" + e
                            + "); every field must be set to a value of its type; look at the code that built it",
                    e);
        }
        return frame.toByteArray();
    }
}

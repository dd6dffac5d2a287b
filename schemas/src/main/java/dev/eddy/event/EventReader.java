package dev.eddy.event;

import dev.eddy.event.UnreadableEventException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** From a frame to a record: the writer's schema by its id, resolved to ours. Any thread may call. */
final class EventReader<T extends SpecificRecord> implements Deserializer<T> {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int NONE = -1;

    private final Registry registry;
    private final SpecificData model;
    private final Schema readerSchema;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
    /** The last id that was seen of our own schema. */
    private volatile int ownId = NONE;

    EventReader(Class<T> type, Registry registry) {
        this.registry = registry;
        this.model = SpecificData.getForClass(type);
        this.readerSchema = model.getSchema(type);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] frame) {
        return frame == null ? null : read(topic, frame);
    }

    T read(String topic, byte[] frame) {
        int id = schemaId(topic, frame);
        DatumReader<T> reader = readers.get(id);
        if (reader == null) {
            reader = newReader(topic, id);
            readers.put(id, reader);
        }
        return decode(topic, id, reader, frame);
    }

    private static int schemaId(String topic, byte[] frame) {
        if (frame.length < EventSerde.HEADER_BYTES) {
            throw new UnreadableEventException(
                    Reason.NOT_AVRO_FRAME, topic, "has " + frame.length + " bytes, fewer than a header");
        }
        if (frame[0] != EventSerde.MAGIC) {
            throw new UnreadableEventException(
                    Reason.NOT_AVRO_FRAME, topic, String.format("begins with byte 0x%02x", frame[0]));
        }
        return (int) INTS.get(frame, 1);
    }

    /** Whether a frame is known to have been written with the very schema of this version: the bytes of both mean the same. */
    boolean writtenAsOurs(byte[] frame) {
        return frame.length > EventSerde.HEADER_BYTES
                && frame[0] == EventSerde.MAGIC
                && (int) INTS.get(frame, 1) == ownId;
    }

    private DatumReader<T> newReader(String topic, int id) {
        Schema writerSchema = registry.writerSchema(topic, id);
        List<String> conflicts = conflicts(writerSchema);
        if (!conflicts.isEmpty()) {
            throw new UnreadableEventException(
                    Reason.WRONG_SCHEMA,
                    topic,
                    "has schema id " + id + " (" + writerSchema.getFullName() + "), which cannot be read as "
                            + readerSchema.getFullName() + ": " + String.join(", ", conflicts));
        }
        if (SchemaNormalization.toParsingForm(writerSchema).equals(SchemaNormalization.toParsingForm(readerSchema))) {
            ownId = id;
        }
        return new SpecificDatumReader<>(writerSchema, readerSchema, model);
    }

    private List<String> conflicts(Schema writerSchema) {
        return SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(conflict -> conflict.getType() + " at " + conflict.getLocation() + " " + conflict.getMessage())
                .toList();
    }

    /** StackOverflowError: a writer's schema may be recursive, and then forged bytes choose the depth. */
    private static <T> T decode(String topic, int id, DatumReader<T> reader, byte[] frame) {
        BoundedDecoder decoder = new BoundedDecoder(frame, EventSerde.HEADER_BYTES);
        try {
            T record = reader.read(null, decoder);
            if (decoder.isEnd()) {
                return record;
            }
        } catch (EOFException e) {
            throw unreadable(Reason.TRUNCATED, topic, id, frame.length, e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw unreadable(Reason.MALFORMED, topic, id, frame.length, e);
        }
        throw new UnreadableEventException(
                Reason.MALFORMED, topic, described(id, frame.length) + " that go on after the end of the record");
    }

    private static UnreadableEventException unreadable(
            Reason reason, String topic, int id, int length, Throwable cause) {
        return new UnreadableEventException(reason, topic, described(id, length) + ": " + cause, cause);
    }

    private static String described(int id, int length) {
        return "has schema id " + id + " and " + length + " bytes";
    }
}

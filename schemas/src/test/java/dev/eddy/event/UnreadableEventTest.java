package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.event.UnreadableEventException.Reason;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableEventTest {

    private static final String SCOPE = "unreadable-event-test";
    private static final RegistryConfig CONFIG = RegistryConfig.of("mock://" + SCOPE);

    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, CONFIG);
    private final EventSerde<Prediction> predictions = EventSerde.of(Prediction.class, CONFIG);
    private final byte[] chunk = chunks.serializer().serialize("events", Events.chunk());
    private final byte[] prediction = predictions.serializer().serialize("predictions", Events.prediction());

    @AfterEach
    void close() {
        chunks.close();
        predictions.close();
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @Test
    void shouldTellValueRuleAndRemedy() {
        UnreadableEventException e = unreadable("{\"startTime\": 1}".getBytes(StandardCharsets.UTF_8));

        assertThat(e.reason()).isEqualTo(Reason.NOT_AVRO_FRAME);
        assertThat(e)
                .hasMessage(
                        "NOT_AVRO_FRAME: an event on topic 'events' begins with byte 0x7b; an event is a frame: byte"
                                + " 0x00, a 4-byte big-endian schema id, an Avro record; produce to this topic with a Confluent"
                                + " Avro serialiser only");
    }

    @Test
    void shouldRefuseAFrameCutAtAnyByte() {
        for (int length = 0; length < chunk.length; length++) {
            Reason expected = length < 5 ? Reason.NOT_AVRO_FRAME : Reason.TRUNCATED;

            assertThat(unreadable(Arrays.copyOf(chunk, length)).reason())
                    .as("%s of %s bytes", length, chunk.length)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldRefuseAPredictionCutAtAnyByte() {
        for (int length = 5; length < prediction.length; length++) {
            byte[] cut = Arrays.copyOf(prediction, length);

            assertThat(catchThrowableOfType(
                                    UnreadableEventException.class,
                                    () -> predictions.deserializer().deserialize("predictions", cut))
                            .reason())
                    .as("%s of %s bytes", length, prediction.length)
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void shouldRefuseBytesAfterTheRecord() {
        UnreadableEventException e = unreadable(Arrays.copyOf(chunk, chunk.length + 1));

        assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(e).hasMessageContaining("go on after the end");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 0, 4711})
    void shouldRefuseAnUnknownSchemaId(int id) {
        byte[] frame = ByteBuffer.wrap(chunk.clone()).putInt(1, id).array();

        UnreadableEventException e = unreadable(frame);

        assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
        assertThat(e).hasMessageContaining("schema id " + id);
    }

    @Test
    void shouldRefuseAnotherRecordType() {
        UnreadableEventException e = unreadable(prediction);

        assertThat(e.reason()).isEqualTo(Reason.WRONG_SCHEMA);
        assertThat(e)
                .hasMessageContaining("dev.eddy.event.Prediction")
                .hasMessageContaining("dev.eddy.event.SignalChunk");
    }

    @Test
    void shouldNotAllocateWhatAForgedLengthAsksFor() {
        // 2^31 - 9 as a zigzag varint; Avro's own limit is 2^31 - 8.
        int samples = sampleLengthOffset();
        byte[] frame = Arrays.copyOf(chunk, samples + 5);
        byte[] length = {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(length, 0, frame, samples, length.length);

        UnreadableEventException e = unreadable(frame);

        assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(e).hasMessageContaining("a length says 2147483639 but only 0 bytes remain");
    }

    @Test
    void shouldRefuseANegativeLength() {
        byte[] frame = chunk.clone();
        frame[sampleLengthOffset()] = 1;

        assertThat(unreadable(frame).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void shouldRefuseForgedNestingOfARecursiveWriter() throws Exception {
        Schema recursive = new Schema.Parser()
                .parse(SignalChunk.getClassSchema()
                        .toString()
                        .replaceFirst(
                                "\"fields\":\\[",
                                "\"fields\":[{\"name\":\"nest\",\"type\":{\"type\":\"record\",\"name\":\"Nest\","
                                        + "\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Nest\"]}]}},"));
        int id = MockSchemaRegistry.getClientForScope(SCOPE).register("deep", new AvroSchema(recursive));
        byte[] nested = new byte[4_000_000];
        Arrays.fill(nested, (byte) 2);

        assertThat(unreadable(Events.frame(id, nested)).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void shouldOnlyEverThrowUnreadableOnRandomBytes() {
        Random random = new Random(20261121);
        for (int i = 0; i < 10_000; i++) {
            byte[] frame = new byte[random.nextInt(200)];
            random.nextBytes(frame);
            if (frame.length >= 5 && i % 4 != 0) {
                System.arraycopy(i % 2 == 0 ? chunk : prediction, 0, frame, 0, 5);
            }

            assertReadOrUnreadable(frame);
        }
    }

    @Test
    void shouldOnlyEverThrowUnreadableOnDamagedFrames() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            byte[] frame = (i % 2 == 0 ? chunk : prediction).clone();
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }

            assertReadOrUnreadable(frame);
        }
    }

    private void assertReadOrUnreadable(byte[] frame) {
        for (EventSerde<?> serde : new EventSerde<?>[] {chunks, predictions}) {
            Throwable thrown = catchThrowable(() -> serde.deserializer().deserialize("events", frame));
            if (thrown != null) {
                assertThat(thrown).isExactlyInstanceOf(UnreadableEventException.class);
            }
        }
    }

    private UnreadableEventException unreadable(byte[] frame) {
        return catchThrowableOfType(
                UnreadableEventException.class, () -> chunks.deserializer().deserialize("events", frame));
    }

    /** Where the length of the samples stands: two bytes, then 128 bytes of samples and the flag. */
    private int sampleLengthOffset() {
        return chunk.length - 2 - 128 - 2;
    }
}

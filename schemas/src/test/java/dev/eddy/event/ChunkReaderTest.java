package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {

    private static final String SCOPE = "chunk-reader-test";
    private static final String TOPIC = "signals";
    private static final SignalSpec SIGNAL = new SignalSpec(2, 1000);
    private static final int MOST = 50;
    private static final long MICROS = 1_700_000_000_123_456L;

    private final EventSerde<SignalChunk> serde =
            EventSerde.of(SignalChunk.class, RegistryConfig.of("mock://" + SCOPE));
    private final SampleCodec codec = new SampleCodec(SIGNAL, MOST);
    private final ChunkReader reader = new ChunkReader(serde, SIGNAL, MOST);

    /** Until a frame of an id has been read, nobody knows what its bytes mean. */
    @BeforeEach
    void meetTheSchema() {
        byte[] first = frame(new Samples(0, new float[2], false), Encoding.F32LE);
        assertThat(reader.inPlace(first)).isNull();
        reader.read(TOPIC, first);
    }

    @AfterEach
    void close() {
        serde.close();
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"F32LE", "PCM_S16LE"})
    void shouldReadPlainFramesInPlaceAsTheLongWayDoes(Encoding encoding) {
        Random random = new Random(1);
        for (int samples = 0; samples <= MOST; samples++) {
            byte[] frame = frame(samples(random, samples), encoding);

            assertThat(reader.inPlace(frame)).usingRecursiveComparison().isEqualTo(longWay(frame));
        }
    }

    /** A byte that was changed, lost or added anywhere: what is read, and what is said of it, must not depend on the way. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSayOfDamagedFramesWhatTheLongWaySays(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Encoding encoding = random.nextBoolean() ? Encoding.F32LE : Encoding.PCM_S16LE;
            byte[] frame = damaged(frame(samples(random, random.nextInt(4)), encoding), random);

            assertThat(outcome(() -> reader.read(TOPIC, frame)))
                    .as(() -> Arrays.toString(frame))
                    .isEqualTo(outcome(() -> longWay(frame)));
        }
    }

    private static byte[] damaged(byte[] frame, Random random) {
        int at = EventSerde.HEADER_BYTES + random.nextInt(frame.length - EventSerde.HEADER_BYTES);
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(frame, at);
            case 1 -> Arrays.copyOf(frame, frame.length + 1);
            default -> {
                frame[at] = (byte) random.nextInt(256);
                yield frame;
            }
        };
    }

    @Test
    void shouldLeaveTheSchemaOfAnotherVersionToTheLongWay() throws Exception {
        Schema later = later();
        int id = MockSchemaRegistry.getClientForScope(SCOPE).register("other-value", new AvroSchema(later));
        byte[] frame = Events.frame(id, Events.encode(later, Later.record(later, MICROS)));

        assertThat(reader.read(TOPIC, frame).startMicros()).isEqualTo(MICROS);
        assertThat(reader.inPlace(frame)).isNull();
    }

    /** With a field more, in front of the others. */
    private static Schema later() {
        return SchemaBuilder.record("SignalChunk")
                .namespace("dev.eddy.event")
                .fields()
                .requiredInt("sequence")
                .requiredLong("startTime")
                .requiredDouble("sampleRate")
                .requiredInt("channels")
                .name("encoding")
                .type(Encoding.getClassSchema())
                .noDefault()
                .requiredBytes("samples")
                .endRecord();
    }

    /** A record of that schema. */
    private static final class Later {

        static GenericRecord record(Schema schema, long micros) {
            var record = new GenericData.Record(schema);
            record.put("sequence", 7);
            record.put("startTime", micros);
            record.put("sampleRate", SIGNAL.sampleRate());
            record.put("channels", SIGNAL.channels());
            record.put("encoding", new GenericData.EnumSymbol(Encoding.getClassSchema(), "F32LE"));
            record.put("samples", ByteBuffer.wrap(new byte[8]));
            return record;
        }
    }

    private static Samples samples(Random random, int count) {
        float[] values = new float[count * SIGNAL.channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Samples(MICROS + random.nextInt(), values, random.nextBoolean(), random.nextBoolean());
    }

    private byte[] frame(Samples samples, Encoding encoding) {
        return serde.serializer().serialize(TOPIC, codec.encode(samples, encoding));
    }

    private Samples longWay(byte[] frame) {
        return codec.decode(Objects.requireNonNull(serde.deserializer().deserialize(TOPIC, frame)));
    }

    /** In words, to the bit. */
    private static String outcome(Callable<Samples> work) {
        Samples[] read = new Samples[1];
        Throwable failure = catchThrowable(() -> read[0] = work.call());
        return failure != null
                ? failure.toString()
                : read[0].startMicros() + Arrays.toString(read[0].values()) + read[0].endOfEvent() + read[0].reset();
    }
}

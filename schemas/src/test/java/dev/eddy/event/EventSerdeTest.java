package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSerdeTest {

    private static final String SCOPE = "event-serde-test";
    private static final RegistryConfig CONFIG = RegistryConfig.of("mock://" + SCOPE);

    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, CONFIG);
    private final EventSerde<Prediction> predictions = EventSerde.of(Prediction.class, CONFIG);

    @AfterEach
    void close() {
        chunks.close();
        predictions.close();
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @Test
    void exampleUsage() {
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, RegistryConfig.of("mock://" + SCOPE))) {
            byte[] frame = serde.serializer().serialize("signals", Events.chunk());

            SignalChunk event = serde.deserializer().deserialize("signals", frame);

            assertThat(event).isEqualTo(Events.chunk());
        }
    }

    @Test
    void shouldKeepEveryFieldOfAPrediction() {
        byte[] frame = predictions.serializer().serialize("predictions", Events.prediction());

        assertThat(predictions.deserializer().deserialize("predictions", frame)).isEqualTo(Events.prediction());
    }

    @Test
    void shouldWriteConfluentFrames() throws Exception {
        byte[] frame = chunks.serializer().serialize("signals", Events.chunk());

        int id = registry().getLatestSchemaMetadata("signals-value").getId();
        assertThat(ByteBuffer.wrap(frame).get(0)).isZero();
        assertThat(ByteBuffer.wrap(frame).getInt(1)).isEqualTo(id);
    }

    @Test
    void shouldRegisterTheSchemaOfTheFileWithoutPropertiesOfJava() throws Exception {
        chunks.serializer().serialize("signals", Events.chunk());
        predictions.serializer().serialize("predictions", Events.prediction());

        assertThat(registry().getLatestSchemaMetadata("signals-value").getSchema())
                .contains("dev.eddy.event", "timestamp-micros");
        assertThat(registry().getLatestSchemaMetadata("predictions-value").getSchema())
                .doesNotContain("avro.java");
    }

    @Test
    void shouldShareAMockScopeInsideOneProcess() {
        byte[] frame = chunks.serializer().serialize("signals", Events.chunk());

        try (EventSerde<SignalChunk> other = EventSerde.of(SignalChunk.class, CONFIG)) {
            assertThat(other.deserializer().deserialize("signals", frame)).isEqualTo(Events.chunk());
        }
    }

    @Test
    void shouldLeaveTombstonesAlone() {
        assertThat(chunks.deserializer().deserialize("signals", (byte[]) null)).isNull();
        assertThat(chunks.serializer().serialize("signals", null)).isNull();
    }

    @Test
    void shouldReadAnOlderWriterWithTheDefaultOfTheFieldItLacks() throws Exception {
        Schema older = chunkSchemaWithoutMarks();
        int id = registry().register("signals-value", new AvroSchema(older));
        GenericRecord event = new GenericData.Record(older);
        event.put("startTime", 1_000_000L);
        event.put("sampleRate", 100.0);
        event.put("channels", 1);
        event.put(
                "encoding",
                new GenericData.EnumSymbol(older.getField("encoding").schema(), "PCM_S16LE"));
        event.put("samples", ByteBuffer.wrap(new byte[] {1, 2}));

        SignalChunk read = chunks.deserializer().deserialize("signals", Events.frame(id, Events.encode(older, event)));

        assertThat(read.getEndOfEvent()).isFalse();
        assertThat(read.getReset()).isFalse();
        assertThat(read.getEncoding()).isEqualTo(Encoding.PCM_S16LE);
        assertThat(read.getSamples()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    }

    @Test
    void shouldServeManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> roundTrips = () -> IntStream.range(0, 500).allMatch(i -> {
            byte[] frame = chunks.serializer().serialize("signals" + i % 3, Events.chunk());
            return Events.chunk().equals(chunks.deserializer().deserialize("signals", frame));
        });

        try {
            for (Future<Boolean> all : threads.invokeAll(List.of(roundTrips, roundTrips, roundTrips, roundTrips))) {
                assertThat(all.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldNameTheFieldThatIsMissing() {
        SignalChunk incomplete = new SignalChunk();

        assertThatThrownBy(() -> chunks.serializer().serialize("signals", incomplete))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot write a dev.eddy.event.SignalChunk to topic 'signals'")
                .hasMessageContaining("startTime");
    }

    @Test
    void shouldRefuseToWriteWhatIsNotRegisteredWhenItMayNotRegister() {
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, CONFIG.withAutoRegister(false))) {
            assertThatThrownBy(() -> serde.serializer().serialize("signals", Events.chunk()))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("subject 'signals-value'")
                    .hasMessageContaining("auto-register is off");
        }
    }

    @Test
    void shouldWriteWhatWasRegisteredBeforeWhenItMayNotRegister() {
        byte[] registering = chunks.serializer().serialize("signals", Events.chunk());

        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, CONFIG.withAutoRegister(false))) {
            assertThat(serde.serializer().serialize("signals", Events.chunk())).isEqualTo(registering);
        }
    }

    private static SchemaRegistryClient registry() {
        return MockSchemaRegistry.getClientForScope(SCOPE);
    }

    private static Schema chunkSchemaWithoutMarks() {
        Schema now = SignalChunk.getClassSchema();
        List<Schema.Field> fields = now.getFields().stream()
                .filter(field -> !Set.of("endOfEvent", "reset").contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false, fields);
    }
}

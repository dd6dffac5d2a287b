package dev.eddy.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.local.RegistryServer;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Samples;
import dev.eddy.topology.EventDoor;
import dev.eddy.topology.TopologySettings;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A registry that is away for some seconds costs some seconds, and nothing else. */
class RegistryOutageTest {

    private static final ModelManifest MODEL = DigestModel.file().manifest();
    private static final Samples SAMPLES = new Samples(1_000_000, new float[] {1, 2, 3}, false);

    @Test
    void shouldWaitForARegistryThatDoesNotAnswer() throws Exception {
        try (RegistryServer registry = RegistryServer.inMemory()) {
            registry.start();
            RegistryConfig config = RegistryConfig.of(registry.url());
            byte[] frame = frame(config);
            registry.stop();
            try (EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, config);
                    EventSerde<Prediction> predictions = EventSerde.of(Prediction.class, config)) {
                EventDoor door = new EventDoor(TopologySettings.usual(), chunks, predictions, MODEL);
                FutureTask<Samples> reading = new FutureTask<>(() -> door.samples(frame));
                Thread reader = new Thread(reading);
                reader.start();
                await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
                assertThat(reading).isNotDone();

                registry.start();

                assertThat(reading.get(15, TimeUnit.SECONDS).values()).isEqualTo(SAMPLES.values());
            }
        }
    }

    private static byte[] frame(RegistryConfig config) {
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, config)) {
            SignalChunk chunk = new SampleCodec(MODEL.signal(), 10).encode(SAMPLES, Encoding.F32LE);
            return serde.serializer().serialize("signals", chunk);
        }
    }
}

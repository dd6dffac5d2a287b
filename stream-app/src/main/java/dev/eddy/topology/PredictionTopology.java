package dev.eddy.topology;

import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.KeyStateCodec;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/** The graph: one source, one processor with one store, two sinks. */
public final class PredictionTopology {

    private static final String SOURCE = "signals";
    private static final String PROCESSOR = "predict";

    private PredictionTopology() {}

    /**
     * The topic from which lost states are restored; Kafka Streams makes it.
     *
     * @param applicationId of the app
     * @return its name
     */
    public static String changelog(String applicationId) {
        return applicationId + "-" + KeyStateStore.NAME + "-changelog";
    }

    /**
     * Builds the graph for one model.
     *
     * @param settings names and bounds
     * @param registry where the schemas of the events are kept
     * @param model what the engine runs
     * @param engine shared by all tasks; must outlive the streams
     * @param observers are told what happens
     * @return the graph
     */
    public static Topology build(
            TopologySettings settings,
            RegistryConfig registry,
            ModelManifest model,
            InferenceEngine engine,
            Observers observers) {
        EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, registry);
        EventSerde<Prediction> predictions = EventSerde.of(Prediction.class, registry);
        KeyStateCodec codec = new KeyStateCodec(model.signal(), model.window(), model.initialState());
        PredictionProcessor.Setup setup = new PredictionProcessor.Setup(settings.bounds(), observers);
        Serializer<byte[]> bytes = Serdes.ByteArray().serializer();
        return new Topology()
                .addSource(
                        SOURCE,
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        settings.signals())
                .addProcessor(
                        PROCESSOR,
                        () -> new PredictionProcessor(
                                engine,
                                new EventDoor(settings, chunks, predictions, model),
                                new Predictions(model),
                                setup),
                        SOURCE)
                .addStateStore(new KeyStateStoreBuilder(codec, settings.bounds()), PROCESSOR)
                .addSink(PredictionProcessor.PREDICTIONS, settings.predictions(), bytes, bytes, PROCESSOR)
                .addSink(PredictionProcessor.DEAD_LETTERS, settings.deadLetters(), bytes, bytes, PROCESSOR);
    }
}

package dev.eddy.topology;

import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.Engines;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Layout;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/** The graph: one source, one processor with one store, three sinks; and the serdes of its events. Any thread may close it. */
public final class PredictionTopology implements AutoCloseable {

    private static final String SOURCE = "signals";
    private static final String PROCESSOR = "predict";

    private final Topology graph;
    private final List<EventSerde<?>> serdes;

    private PredictionTopology(Topology graph, List<EventSerde<?>> serdes) {
        this.graph = graph;
        this.serdes = serdes;
    }

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
     * Builds the graph for a model and those that take over from it.
     *
     * @param settings names and bounds
     * @param registry where the schemas of the events are kept
     * @param model with which it begins
     * @param engines the first of which runs that model, shared by all tasks; must outlive the streams
     * @param observers are told what happens
     * @return the graph, to be closed after the streams
     */
    public static PredictionTopology build(
            TopologySettings settings,
            RegistryConfig registry,
            ModelManifest model,
            Engines engines,
            Observers observers) {
        EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, registry);
        EventSerde<Prediction> predictions = EventSerde.of(Prediction.class, registry);
        Lineage first = Lineage.of(engines.first(), Layout.of(model));
        TaskSetup setup = new TaskSetup(settings.bounds(), observers);
        Serializer<byte[]> bytes = Serdes.ByteArray().serializer();
        Topology graph = new Topology()
                .addSource(
                        SOURCE,
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        settings.signals())
                .addProcessor(
                        PROCESSOR,
                        () -> new PredictionProcessor(
                                engines, new EventDoor(settings, chunks, predictions, model), setup),
                        SOURCE)
                .addStateStore(new KeyStateStoreBuilder(first, settings.bounds()), PROCESSOR)
                .addSink(Outlets.PREDICTIONS, settings.predictions(), bytes, bytes, PROCESSOR)
                .addSink(Outlets.DEAD_LETTERS, settings.deadLetters(), bytes, bytes, PROCESSOR)
                .addSink(Outlets.SHADOW, settings.shadow(), bytes, bytes, PROCESSOR);
        return new PredictionTopology(graph, List.of(chunks, predictions));
    }

    /**
     * What Kafka Streams runs.
     *
     * @return the graph
     */
    public Topology graph() {
        return graph;
    }

    /** Lets go of the schema registry. */
    @Override
    public void close() {
        serdes.forEach(EventSerde::close);
    }
}

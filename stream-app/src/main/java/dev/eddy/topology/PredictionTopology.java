package dev.eddy.topology;

import dev.eddy.event.EventSerdes;
import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.Engines;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Layout;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/** The graph: one source, one processor with one store, three sinks; and the serdes of its events. Any thread may close it. */
public final class PredictionTopology implements AutoCloseable {

    private static final String SOURCE = "signals";
    private static final String PROCESSOR = "predict";

    private final Topology graph;
    private final EventSerdes serdes;

    private PredictionTopology(Topology graph, EventSerdes serdes) {
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
        EventSerdes serdes = EventSerdes.of(registry);
        Lineage first = Lineage.of(engines.first(), Layout.of(model));
        TaskSetup setup = new TaskSetup(settings.bounds(), observers, settings.life());
        Serializer<byte[]> bytes = Serdes.ByteArray().serializer();
        Topology graph = new Topology()
                .addSource(
                        SOURCE,
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        settings.signals())
                .addProcessor(
                        PROCESSOR,
                        () -> new PredictionProcessor(engines, new EventDoor(settings, serdes, model), setup),
                        SOURCE)
                .addStateStore(new KeyStateStoreBuilder(first, settings.bounds()), PROCESSOR)
                .addSink(Outlets.PREDICTIONS, settings.predictions(), bytes, bytes, PROCESSOR)
                .addSink(Outlets.DEAD_LETTERS, settings.deadLetters(), bytes, bytes, PROCESSOR)
                .addSink(Outlets.SHADOW, settings.shadow(), bytes, bytes, PROCESSOR);
        return new PredictionTopology(graph, serdes);
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
        serdes.close();
    }
}

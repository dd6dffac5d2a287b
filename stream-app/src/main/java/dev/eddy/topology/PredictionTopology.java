package dev.eddy.topology;

import dev.eddy.event.EventSerdes;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalFormat;
import dev.eddy.event.SignalReader;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.SharedWindows;
import dev.eddy.signal.SignalSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;

/**
 * The graph: one source for each topic of signals, behind it one processor with one store and three sinks for each pipeline;
 * and the serdes of its events. Pipelines over one topic are one task: they share what is read and decoded, the
 * windows that they cut alike, and a transaction. Any thread may close it.
 */
public final class PredictionTopology implements AutoCloseable {

    private static final String SOURCE = "signals";
    private static final String PROCESSOR = "predict";

    private final Topology graph = new Topology();
    private final Serializer<byte[]> bytes = Serdes.ByteArray().serializer();
    private final EventSerdes serdes;
    private final List<Pipeline> pipelines;
    private final Map<String, String> sources = new HashMap<>();
    private final Map<Reading, ThreadLocal<SharedReader.Last>> read = new HashMap<>();
    private final ThreadLocal<SharedWindows> windows = ThreadLocal.withInitial(SharedWindows::new);

    private PredictionTopology(EventSerdes serdes, List<Pipeline> pipelines) {
        this.serdes = serdes;
        this.pipelines = pipelines;
    }

    /**
     * Builds the graph.
     *
     * @param registry where the schemas of the events are kept
     * @param pipelines one or more, each of another name and with another topic of predictions; those over one topic of
     *     signals have models of other names
     * @return the graph, to be closed after the streams
     * @throws IllegalArgumentException when two of them cannot be told apart
     */
    public static PredictionTopology build(RegistryConfig registry, List<Pipeline> pipelines) {
        PipelineRules.require(pipelines.stream()
                .map(it -> new PipelineRules.Facts(
                        it.name(), it.topics(), it.model().name()))
                .toList());
        PredictionTopology topology = new PredictionTopology(EventSerdes.of(registry), List.copyOf(pipelines));
        try {
            pipelines.forEach(topology::add);
            return topology;
        } catch (RuntimeException | Error e) {
            topology.close();
            throw e;
        }
    }

    private void add(Pipeline pipeline) {
        TopologySettings topics = pipeline.topics();
        TaskSetup setup = new TaskSetup(siblings(pipeline), topics.bounds(), pipeline.observers(), topics.life());
        Lineage first = Lineage.of(pipeline.engines().first(), Layout.of(pipeline.model()));
        UnaryOperator<SignalReader> shared = shared(pipeline);
        String processor = pipeline.part(PROCESSOR);
        graph.addProcessor(
                        processor,
                        () -> new PredictionProcessor(
                                pipeline.engines(), new EventDoor(topics, serdes, pipeline.model(), shared), setup),
                        topics.sources().stream()
                                .map(topic -> sources.computeIfAbsent(topic, it -> source(pipeline, it)))
                                .toArray(String[]::new))
                .addStateStore(
                        new KeyStateStoreBuilder(pipeline.part(KeyStateStore.NAME), first, topics.ofStore()), processor)
                .addSink(pipeline.part(Outlets.PREDICTIONS), topics.predictions(), bytes, bytes, processor)
                .addSink(pipeline.part(Outlets.DEAD_LETTERS), topics.deadLetters(), bytes, bytes, processor)
                .addSink(pipeline.part(Outlets.SHADOW), topics.shadow(), bytes, bytes, processor);
    }

    private String source(Pipeline first, String topic) {
        boolean leads = topic.equals(first.topics().signals());
        String name = first.part(SOURCE) + (leads ? "" : "." + topic);
        graph.addSource(
                name, Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), topic);
        return name;
    }

    private Stream<Pipeline> others(Pipeline pipeline) {
        return pipelines.stream()
                .filter(it -> !it.name().equals(pipeline.name())
                        && it.topics().signals().equals(pipeline.topics().signals()));
    }

    private Siblings siblings(Pipeline pipeline) {
        Set<String> models = others(pipeline).map(it -> it.model().name()).collect(Collectors.toUnmodifiableSet());
        return new Siblings(pipeline.name(), models, models.isEmpty() ? null : windows);
    }

    /** What an event is read as: pipelines that agree in all of it make the same of an event. */
    private record Reading(String topic, SignalFormat format, SignalSpec signal, List<Feed> feeds) {
        static Reading of(Pipeline pipeline) {
            TopologySettings topics = pipeline.topics();
            return new Reading(
                    topics.signals(), topics.format(), pipeline.model().signal(), topics.feeds());
        }
    }

    private UnaryOperator<SignalReader> shared(Pipeline pipeline) {
        Reading reading = Reading.of(pipeline);
        if (others(pipeline).noneMatch(it -> Reading.of(it).equals(reading))) {
            return UnaryOperator.identity();
        }
        int most = EventDoor.mostSamples(pipeline.topics(), pipeline.model())
                * reading.signal().channels();
        ThreadLocal<SharedReader.Last> last =
                read.computeIfAbsent(reading, it -> ThreadLocal.withInitial(SharedReader.Last::new));
        return own -> new SharedReader(own, most, last);
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

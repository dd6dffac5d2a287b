package dev.eddy.bench;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.SequenceModel;
import dev.eddy.topology.Observers;
import dev.eddy.topology.Pipeline;
import dev.eddy.topology.PredictionTopology;
import dev.eddy.topology.TopologySettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * A contender's graph with what must be closed after it.
 *
 * @param topology for Kafka Streams
 * @param ending closes the model
 */
record Design(Topology topology, Runnable ending) implements AutoCloseable {

    /** What suits a GPU. */
    private static final BatchPolicy ON_GPU = new BatchPolicy(512, Duration.ofMillis(2));

    private static final int CATCH_UP = 8;

    /** The model is the design's from now on. */
    static Design of(Contender contender, SequenceModel model, TopologySettings topics, RegistryConfig registry) {
        RivalTopology rivals = new RivalTopology(topics, registry);
        return switch (contender) {
            case PASS_THROUGH -> new Design(rivals.passThrough(model.manifest()), model::close);
            case NAIVE -> new Design(rivals.naive(model, false), model::close);
            case NAIVE_CACHED -> new Design(rivals.naive(model, true), model::close);
            case EDDY, EDDY_IN_MEMORY -> eddy(model, BatchPolicy.CPU, topics, registry);
            case EDDY_CATCH_UP -> eddy(model, BatchPolicy.CPU.withCatchUp(CATCH_UP), topics, registry);
            case EDDY_ON_GPU -> eddy(model, ON_GPU, topics, registry);
            default -> throw new IllegalArgumentException(contender + " has no topology of Kafka Streams");
        };
    }

    private static Design eddy(
            SequenceModel model, BatchPolicy batching, TopologySettings topics, RegistryConfig registry) {
        MetricRegistry metrics = new MetricRegistry();
        InferenceEngine engine = new InferenceEngine(model, batching, metrics);
        PredictionTopology topology = PredictionTopology.build(
                registry, List.of(Pipeline.only(topics, model.manifest(), Engines.of(engine), Observers.of(metrics))));
        return new Design(topology.graph(), () -> {
            engine.close();
            topology.close();
            engine.requireNoLoss();
        });
    }

    @Override
    public void close() {
        ending.run();
    }
}

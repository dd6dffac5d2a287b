package dev.eddy.serving;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.DeviceShares;
import dev.eddy.inference.Engines;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.Placement;
import dev.eddy.inference.SequenceModel;
import dev.eddy.model.ModelManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * The models of an app. Pipelines that begin with the same model in the same place share its engines, and so its batches;
 * their metrics are with the first of them. All that are on the same GPU take turns on it.
 *
 * <p>One thread fills it; any may close it.
 */
final class ModelPool implements AutoCloseable {

    private final BatchPolicy batching;
    private final BiFunction<PipelineSettings, DeviceShares, SequenceModel> open;
    private final DeviceShares shares = new DeviceShares();
    private final Map<Start, Shelf> shelves = new LinkedHashMap<>();
    private final List<ModelFollower> followers = new CopyOnWriteArrayList<>();

    /** Opens the first model of a pipeline with {@code open}. */
    ModelPool(BatchPolicy batching, BiFunction<PipelineSettings, DeviceShares, SequenceModel> open) {
        this.batching = batching;
        this.open = open;
    }

    /** What pipelines have in common that share engines. */
    private record Start(ModelId model, ModelManifest manifest, Placement placement) {}

    /** Engines, and where they tell what they do. */
    private record Shelf(Engines engines, MetricRegistry metrics) {}

    /** The engines of a pipeline; closed with the pool. */
    Engines of(PipelineSettings pipeline, MetricRegistry metrics) {
        Start start = new Start(pipeline.file().id(), pipeline.file().manifest(), pipeline.placement());
        return shelves.computeIfAbsent(start, it -> shelf(pipeline, metrics)).engines();
    }

    private Shelf shelf(PipelineSettings pipeline, MetricRegistry metrics) {
        InferenceEngine first = InferenceEngine.of(() -> open.apply(pipeline, shares), batching, metrics);
        Engines engines = new Engines(pipeline.file().id(), first);
        engines.register(metrics);
        return new Shelf(engines, metrics);
    }

    /** Scores silence once with each. */
    void warmUp() {
        try {
            for (Shelf shelf : shelves.values()) {
                shelf.engines().warmUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was warmed up", e);
        }
    }

    /** Makes ready what is published by now under the names of these models, and goes on with what comes. */
    void follow(ModelSource source) {
        shelves.forEach((start, shelf) -> followers.add(ModelFollower.start(
                source,
                shelf.engines(),
                file -> InferenceEngine.of(() -> start.placement().open(file, shares), batching, shelf.metrics()))));
    }

    @Override
    public void close() {
        followers.forEach(ModelFollower::close);
        shelves.values().forEach(it -> it.engines().close());
    }
}

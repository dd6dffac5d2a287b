package dev.eddy.app;

import dev.eddy.inference.ModelId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is ready to score and where, as the metric {@code eddy_model_info}.
 *
 * @param models that are ready
 * @param device that they got
 */
record ModelFacts(Supplier<List<ModelId>> models, String device) implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
        InfoSnapshot.Builder info = InfoSnapshot.builder()
                .name("eddy_model")
                .help("The models that are ready to score, and where they run.");
        for (ModelId model : models.get()) {
            info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(labels(model))
                    .build());
        }
        return MetricSnapshots.of(info.build());
    }

    private Labels labels(ModelId model) {
        return Labels.of("name", model.name(), "version", model.version(), "sha256", model.sha256(), "device", device);
    }
}

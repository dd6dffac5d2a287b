package dev.eddy.app;

import dev.eddy.inference.ModelFile;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * What runs and where, as the metric {@code eddy_model_info}.
 *
 * @param model as it was read
 * @param device that it got
 */
record ModelFacts(ModelFile model, String device) implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
        Labels labels = Labels.of(
                "name", model.manifest().name(),
                "version", model.manifest().version(),
                "sha256", model.sha256(),
                "device", device);
        return MetricSnapshots.of(InfoSnapshot.builder()
                .name("eddy_model")
                .help("The model that scores, and where it runs.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labels)
                        .build())
                .build());
    }
}

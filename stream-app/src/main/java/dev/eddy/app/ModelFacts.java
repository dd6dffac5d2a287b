package dev.eddy.app;

import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;

/**
 * What runs and where, as the metric {@code eddy_model_info}.
 *
 * @param model as it was read
 * @param device says what computes now
 */
record ModelFacts(ModelFile model, Supplier<Device> device) implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
        Labels labels = Labels.of(
                "name", model.manifest().name(),
                "version", model.manifest().version(),
                "sha256", model.sha256(),
                "device", device.get().toString());
        return MetricSnapshots.of(InfoSnapshot.builder()
                .name("eddy_model")
                .help("The model that scores, and where it runs.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labels)
                        .build())
                .build());
    }
}

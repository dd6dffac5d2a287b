package dev.eddy.app;

import dev.eddy.inference.Device;
import dev.eddy.inference.ModelId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the app was started with and where it runs, as the metric {@code eddy_model_info}, and all that are ready to score,
 * as {@code eddy_ready_model_info}; and how many partitions each of them scores or is tried in, as {@code
 * eddy_model_partitions}.
 *
 * @param first with which it was started
 * @param device says what computes now
 * @param ready to score
 * @param atWork which of them score
 */
record ModelFacts(ModelId first, Supplier<Device> device, Supplier<List<ModelId>> ready, ModelsAtWork atWork)
        implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.of(
                info(
                        "eddy_model",
                        "always 1: the model that the app was started with; device is the one that scores now",
                        List.of(first)),
                info("eddy_ready_model", "always 1 for each model that is ready to score, or does", ready.get()),
                partitions());
    }

    private GaugeSnapshot partitions() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("eddy_model_partitions")
                .help("partitions of this instance that a model scores, or is tried in");
        add(gauge, "scores", atWork.scoring());
        add(gauge, "tried", atWork.tried());
        return gauge.build();
    }

    private static void add(GaugeSnapshot.Builder gauge, String role, Map<ModelId, Long> models) {
        models.forEach((model, partitions) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of("name", model.name(), "version", model.version(), "role", role))
                .value(partitions)
                .build()));
    }

    private InfoSnapshot info(String name, String help, List<ModelId> models) {
        InfoSnapshot.Builder info = InfoSnapshot.builder().name(name).help(help);
        for (ModelId model : models) {
            info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(labels(model))
                    .build());
        }
        return info.build();
    }

    private Labels labels(ModelId model) {
        return Labels.of(
                "name", model.name(),
                "version", model.version(),
                "sha256", model.sha256(),
                "device", device.get().toString());
    }
}

package dev.eddy.serving;

import dev.eddy.inference.ModelId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each pipeline was started with and where it runs, as the metric {@code eddy_model_info}, and all that are ready to
 * score, as {@code eddy_ready_model_info}; and how many partitions each of them scores or is tried in, as {@code
 * eddy_model_partitions}.
 *
 * @param pipelines of the app
 */
record ModelFacts(List<PipelineView> pipelines) implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.of(
                info(
                        "eddy_model",
                        "always 1: the model that the app was started with; device is the one that scores now",
                        it -> List.of(it.engines().first())),
                info("eddy_ready_model", "always 1 for each model that is ready to score, or does", it -> it.engines()
                        .ready()),
                partitions());
    }

    private GaugeSnapshot partitions() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("eddy_model_partitions")
                .help("partitions of this instance that a model scores, or is tried in");
        for (PipelineView pipeline : pipelines) {
            add(gauge, pipeline, "scores", pipeline.atWork().scoring());
            add(gauge, pipeline, "tried", pipeline.atWork().tried());
        }
        return gauge.build();
    }

    private static void add(
            GaugeSnapshot.Builder gauge, PipelineView pipeline, String role, Map<ModelId, Long> models) {
        models.forEach((model, partitions) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(of(pipeline, Labels.of("name", model.name(), "version", model.version(), "role", role)))
                .value(partitions)
                .build()));
    }

    private InfoSnapshot info(String name, String help, Function<PipelineView, List<ModelId>> models) {
        InfoSnapshot.Builder info = InfoSnapshot.builder().name(name).help(help);
        for (PipelineView pipeline : pipelines) {
            String device = pipeline.engines().device().toString();
            models.apply(pipeline)
                    .forEach(model -> info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                            .labels(of(pipeline, labels(model, device)))
                            .build()));
        }
        return info.build();
    }

    private static Labels labels(ModelId model, String device) {
        return Labels.of("name", model.name(), "version", model.version(), "sha256", model.sha256(), "device", device);
    }

    private static Labels of(PipelineView pipeline, Labels labels) {
        return pipeline.name().isEmpty() ? labels : labels.add("pipeline", pipeline.name());
    }
}

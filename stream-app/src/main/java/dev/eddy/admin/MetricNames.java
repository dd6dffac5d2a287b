package dev.eddy.admin;

import io.prometheus.metrics.instrumentation.dropwizard5.labels.CustomLabelMapper;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.MapperConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the metrics are called outside: Dropwizard's names know neither labels nor units, Prometheus asks for both. No
 * label ever is a key of a stream.
 */
final class MetricNames {

    private static final String TOTAL = "_total";

    private static final List<MapperConfig> NAMES = List.of(
            labelled("events.*", "eddy_events", "arrival"),
            meter("stream.windows", "eddy_windows"),
            meter("stream.predictions", "eddy_predictions"),
            meter("stream.drifts", "eddy_drifts"),
            meter("stream.expired", "eddy_keys_expired"),
            labelled("dead-letters.*", "eddy_dead_letters", "reason"),
            plain("stream.latency", "eddy_latency_seconds"),
            plain("stream.lag", "eddy_lag_events"),
            plain("engine.queue", "eddy_queue_windows"),
            plain("engine.wait", "eddy_queue_seconds"),
            plain("engine.batch", "eddy_batch_windows"),
            plain("engine.run", "eddy_compute_seconds"),
            plain("engine.failovers", "eddy_device_failovers"),
            plain("commit.drain", "eddy_commit_drain_seconds"),
            plain("models.switch", "eddy_model_switch_seconds"),
            meter("models.refused", "eddy_models_refused"),
            meter("models.handed-over", "eddy_keys_handed_over"),
            meter("shadow.windows", "eddy_shadow_windows"),
            meter("shadow.failures", "eddy_shadow_failures"),
            meter("shadow.disagreements", "eddy_shadow_disagreements"),
            plain("shadow.difference", "eddy_shadow_difference_millionths"),
            plain("shadow.latency", "eddy_shadow_latency_seconds"),
            plain("shadow.incumbent", "eddy_shadow_incumbent_seconds"),
            meter("shadow.ended", "eddy_shadow_ended"),
            labelled("keys.*", "eddy_keys", "state"),
            plain("state.bytes", "eddy_state_bytes"),
            plain("state.disk.free", "eddy_state_disk_free_bytes"),
            plain("restore.restored", "eddy_restore_restored_records"),
            plain("restore.remaining", "eddy_restore_remaining_records"),
            plain("app.ready", "eddy_ready"));

    private MetricNames() {}

    /** For the metrics of a pipeline, or of all where it has no name. */
    static CustomLabelMapper mapper(String pipeline) {
        return new CustomLabelMapper(
                pipeline.isEmpty()
                        ? NAMES
                        : NAMES.stream().flatMap(it -> of(pipeline, it)).toList());
    }

    /** The bridge asks for the labels of a meter by the name that it has not lengthened. */
    private static Stream<MapperConfig> of(String pipeline, MapperConfig name) {
        Map<String, String> labels = new TreeMap<>(name.getLabels());
        labels.put("pipeline", pipeline);
        return Stream.of(name.getMatch(), name.getMatch().replaceFirst(TOTAL + "$", ""))
                .distinct()
                .map(it -> new MapperConfig(it, name.getName(), labels));
    }

    private static MapperConfig plain(String dropwizard, String prometheus) {
        return new MapperConfig(dropwizard, prometheus, Map.of());
    }

    /** The bridge has lengthened the name of a meter before it asks what that is called. */
    private static MapperConfig meter(String dropwizard, String prometheus) {
        return plain(dropwizard + TOTAL, prometheus);
    }

    /** The star is the value of the label. */
    private static MapperConfig labelled(String dropwizard, String prometheus, String label) {
        return new MapperConfig(dropwizard, prometheus, Map.of(label, "${0}"));
    }
}

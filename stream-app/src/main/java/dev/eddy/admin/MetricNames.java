package dev.eddy.admin;

import io.prometheus.metrics.instrumentation.dropwizard5.labels.CustomLabelMapper;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.MapperConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the metrics are called outside, and what they tell: Dropwizard's names know neither labels nor units, Prometheus
 * asks for both. No label ever is a key of a stream.
 */
final class MetricNames {

    private static final String TOTAL = "_total";

    private static final List<Known> ALL = List.of(
            labelled(
                    "events.*",
                    "eddy_events",
                    "arrival",
                    "chunks, by what they turned out to be: started, appended, gap-filled, gap-reset, duplicate, early, late, empty"),
            meter("stream.windows", "eddy_windows", "windows cut from the chunks"),
            meter("stream.predictions", "eddy_predictions", "windows predicted"),
            meter(
                    "stream.drifts",
                    "eddy_drifts",
                    "times that the samples of a key were found to come at another rate than they should; the log names key and rate"),
            meter(
                    "stream.expired",
                    "eddy_keys_expired",
                    "keys that were forgotten because nothing came of them (--key-ttl)"),
            labelled(
                    "dead-letters.*",
                    "eddy_dead_letters",
                    "reason",
                    "events and windows that could not be used, by reason"),
            plain(
                    "stream.latency",
                    "eddy_latency_seconds",
                    "seconds from the time of an event's record to the last prediction that it made possible, before its commit"),
            plain("stream.lag", "eddy_lag_events", "events that wait in the topic"),
            plain("engine.queue", "eddy_queue_windows", "windows that wait for the model"),
            plain("engine.wait", "eddy_queue_seconds", "seconds that the oldest window of each batch waited"),
            plain("engine.batch", "eddy_batch_windows", "windows in a batch"),
            plain("engine.run", "eddy_compute_seconds", "seconds that a run of the model takes"),
            plain("engine.failovers", "eddy_device_failovers", "times that the GPU was lost and the processor went on"),
            plain("commit.drain", "eddy_commit_drain_seconds", "seconds that commits wait for the model"),
            plain(
                    "models.switch",
                    "eddy_model_switch_seconds",
                    "seconds that a partition stood still while another model took over"),
            meter("models.refused", "eddy_models_refused", "published models that could not be made ready"),
            meter(
                    "models.handed-over",
                    "eddy_keys_handed_over",
                    "keys on which both models of a dual run came to agree"),
            meter("shadow.windows", "eddy_shadow_windows", "windows that a candidate was given"),
            meter(
                    "shadow.failures",
                    "eddy_shadow_failures",
                    "windows that a candidate could not score although the present model could"),
            meter(
                    "shadow.disagreements",
                    "eddy_shadow_disagreements",
                    "windows in which a candidate said something else than the present model"),
            plain(
                    "shadow.difference",
                    "eddy_shadow_difference_millionths",
                    "largest difference of two outputs in each window of a trial, in millionths"),
            plain(
                    "shadow.latency",
                    "eddy_shadow_latency_seconds",
                    "seconds that windows of a trial took with the candidate"),
            plain(
                    "shadow.incumbent",
                    "eddy_shadow_incumbent_seconds",
                    "seconds that windows of a trial took with the present model"),
            meter("shadow.ended", "eddy_shadow_ended", "trials that ended by themselves, in a partition each"),
            labelled(
                    "keys.*",
                    "eddy_keys",
                    "state",
                    "keys; live: decoded in memory; cold: in the stores only; quarantined: damaged, as far as they were met. Cold ones are counted bit by bit after a start"),
            plain("state.bytes", "eddy_state_bytes", "bytes of the files of the states"),
            plain("state.disk.free", "eddy_state_disk_free_bytes", "bytes of room left on the disk of the states"),
            plain(
                    "restore.restored",
                    "eddy_restore_restored_records",
                    "records read back from the changelog since the start"),
            plain(
                    "restore.remaining",
                    "eddy_restore_remaining_records",
                    "records still to be read back from the changelog"),
            plain("app.ready", "eddy_ready", "1 while it is ready, else 0"));

    private MetricNames() {}

    /** A metric of Dropwizard's, its name for Prometheus, and what it counts, in which unit. */
    private record Known(MapperConfig name, String help) {}

    /** For the metrics of a pipeline, or of all where it has no name. */
    static CustomLabelMapper mapper(String pipeline) {
        Stream<MapperConfig> names = ALL.stream().map(Known::name);
        return new CustomLabelMapper((pipeline.isEmpty() ? names : names.flatMap(it -> of(pipeline, it))).toList());
    }

    /** The bridge asks for the labels of a meter by the name that it has not lengthened. */
    private static Stream<MapperConfig> of(String pipeline, MapperConfig name) {
        Map<String, String> labels = new TreeMap<>(name.getLabels());
        labels.put("pipeline", pipeline);
        return Stream.of(name.getMatch(), name.getMatch().replaceFirst(TOTAL + "$", ""))
                .distinct()
                .map(it -> new MapperConfig(it, name.getName(), labels));
    }

    /** What each metric tells, by its name for Prometheus without the ending of a counter. */
    static Map<String, String> help() {
        return ALL.stream().collect(Collectors.toMap(it -> it.name().getName(), Known::help));
    }

    private static Known plain(String dropwizard, String prometheus, String help) {
        return new Known(new MapperConfig(dropwizard, prometheus, Map.of()), help);
    }

    /** The bridge has lengthened the name of a meter before it asks what that is called. */
    private static Known meter(String dropwizard, String prometheus, String help) {
        return plain(dropwizard + TOTAL, prometheus, help);
    }

    /** The star is the value of the label. */
    private static Known labelled(String dropwizard, String prometheus, String label, String help) {
        return new Known(new MapperConfig(dropwizard, prometheus, Map.of(label, "${0}")), help);
    }
}

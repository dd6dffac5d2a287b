package dev.eddy.serving;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Kafka's own metrics, those of Kafka Streams and of its clients that an operator asks for, as {@code
 * kafka_<group>_<name>} with Kafka's tags as labels. Any thread may call.
 *
 * @param metrics all that Kafka Streams knows
 */
record KafkaMetrics(Supplier<Collection<? extends Metric>> metrics) implements MultiCollector {

    private static final String FETCHER = "consumer-fetch-manager-metrics";
    private static final String SUFFIX = "-metrics";

    private static final Set<String> GROUPS = Set.of(
            FETCHER,
            "consumer-coordinator-metrics",
            "producer-metrics",
            "stream-thread-metrics",
            "stream-task-metrics",
            "stream-state-metrics",
            "stream-state-updater-metrics");

    @Override
    public MetricSnapshots collect() {
        Map<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
        for (Metric metric : metrics.get()) {
            number(metric).ifPresent(value -> gauges.computeIfAbsent(name(metric.metricName()), KafkaMetrics::gauge)
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .value(value)
                            .labels(labels(metric.metricName()))
                            .build()));
        }
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        gauges.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
        return all.build();
    }

    /** How many events the topic of signals is ahead of this instance. */
    long lag() {
        return metrics.get().stream()
                .filter(KafkaMetrics::isLag)
                .mapToLong(metric -> number(metric).map(Double::longValue).orElse(0L))
                .sum();
    }

    /** The consumer that restores states has a lag, too. */
    private static boolean isLag(Metric metric) {
        MetricName name = metric.metricName();
        return name.group().equals(FETCHER)
                && name.name().equals("records-lag")
                && !name.tags().getOrDefault("client-id", "").endsWith("restore-consumer");
    }

    private static Optional<Double> number(Metric metric) {
        return GROUPS.contains(metric.metricName().group())
                        && metric.metricValue() instanceof Number number
                        && !Double.isNaN(number.doubleValue())
                ? Optional.of(number.doubleValue())
                : Optional.empty();
    }

    /** A gauge must not end like a counter, and Prometheus knows no dashes. */
    private static String name(MetricName name) {
        String group = name.group().substring(0, name.group().length() - SUFFIX.length());
        return PrometheusNaming.sanitizeMetricName(
                ("kafka_" + group + "_" + name.name()).replace('-', '_').replaceFirst("_total$", "_sum"));
    }

    private static GaugeSnapshot.Builder gauge(String name) {
        return GaugeSnapshot.builder().name(name).help("Kafka's own metric.");
    }

    private static Labels labels(MetricName name) {
        Labels.Builder labels = Labels.builder();
        name.tags()
                .forEach(
                        (tag, value) -> labels.label(PrometheusNaming.sanitizeLabelName(tag.replace('-', '_')), value));
        return labels.build();
    }
}

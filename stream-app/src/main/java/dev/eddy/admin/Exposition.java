package dev.eddy.admin;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.CustomLabelMapper;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All metrics in Prometheus' text format: ours, those of the JVM and of the process, and what else is given. Any thread
 * may call.
 */
public final class Exposition {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry all = new PrometheusRegistry();
    private final Map<String, MetricRegistry> ours;
    private final Map<String, String> help = MetricNames.help();

    /**
     * Shows all of some registries.
     *
     * @param ours metrics of this app by the name of their pipeline, which becomes a label; empty for those of all
     * @param besides metrics of others, already in Prometheus' words
     */
    public Exposition(Map<String, MetricRegistry> ours, List<MultiCollector> besides) {
        this.ours = ours;
        all.register(this::ours);
        besides.forEach(all::register);
        JvmMetrics.builder().register(all);
    }

    /**
     * What a scrape gets.
     *
     * @return text, one sample a line
     */
    public String text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            ExpositionFormats.init().getPrometheusTextFormatWriter().write(text, all.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The bridge translates metric by metric and refuses two of one name, so those that differ in a label are joined. */
    private MetricSnapshots ours() {
        Map<String, List<MetricSnapshot>> parts = new LinkedHashMap<>();
        ours.forEach((pipeline, registry) -> {
            CustomLabelMapper names = MetricNames.mapper(pipeline);
            for (String name : registry.getNames()) {
                new DropwizardExports(registry, (each, metric) -> each.equals(name), names)
                        .collect()
                        .forEach(it -> parts.computeIfAbsent(
                                        it.getMetadata().getPrometheusName(), any -> new ArrayList<>())
                                .add(it));
            }
        });
        return new MetricSnapshots(parts.entrySet().stream()
                .map(it -> joined(metadata(it.getKey()), it.getValue()))
                .toList());
    }

    private MetricMetadata metadata(String name) {
        return new MetricMetadata(name, help.getOrDefault(name, name));
    }

    private static MetricSnapshot joined(MetricMetadata metadata, List<MetricSnapshot> parts) {
        MetricSnapshot first = parts.get(0);
        if (first instanceof CounterSnapshot) {
            return new CounterSnapshot(metadata, points(parts, CounterSnapshot.class, CounterSnapshot::getDataPoints));
        }
        if (first instanceof GaugeSnapshot) {
            return new GaugeSnapshot(metadata, points(parts, GaugeSnapshot.class, GaugeSnapshot::getDataPoints));
        }
        return new SummarySnapshot(metadata, points(parts, SummarySnapshot.class, SummarySnapshot::getDataPoints));
    }

    private static <S, P> List<P> points(List<MetricSnapshot> parts, Class<S> kind, Function<S, List<P>> points) {
        return parts.stream()
                .flatMap(it -> points.apply(kind.cast(it)).stream())
                .toList();
    }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All metrics in Prometheus' text format: ours, those of the JVM and of the process, and what else is given. Any thread
 * may call.
 */
public final class Exposition {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry all = new PrometheusRegistry();
    private final Map<String, MetricRegistry> ours;

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
        Map<String, MetricSnapshot> joined = new LinkedHashMap<>();
        ours.forEach((pipeline, registry) -> {
            CustomLabelMapper names = MetricNames.mapper(pipeline);
            for (String name : registry.getNames()) {
                new DropwizardExports(registry, (each, metric) -> each.equals(name), names)
                        .collect()
                        .forEach(it -> joined.merge(it.getMetadata().getPrometheusName(), it, Exposition::join));
            }
        });
        return new MetricSnapshots(joined.values());
    }

    private static MetricSnapshot join(MetricSnapshot some, MetricSnapshot more) {
        MetricMetadata name = some.getMetadata();
        if (some instanceof CounterSnapshot counters && more instanceof CounterSnapshot others) {
            return new CounterSnapshot(name, both(counters.getDataPoints(), others.getDataPoints()));
        }
        if (some instanceof GaugeSnapshot gauges && more instanceof GaugeSnapshot others) {
            return new GaugeSnapshot(name, both(gauges.getDataPoints(), others.getDataPoints()));
        }
        if (some instanceof SummarySnapshot summaries && more instanceof SummarySnapshot others) {
            return new SummarySnapshot(name, both(summaries.getDataPoints(), others.getDataPoints()));
        }
        throw new IllegalStateException("metrics of one name must be of one kind but " + name.getName()
                + " is not: give one of them another name");
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}

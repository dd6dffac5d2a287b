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
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All metrics in Prometheus' text format: ours, those of the JVM and of the process, and what else is given. Any thread
 * may call.
 */
public final class Exposition {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry all = new PrometheusRegistry();
    private final MetricRegistry ours;
    private final CustomLabelMapper names = MetricNames.mapper();

    /**
     * Shows all of a registry.
     *
     * @param ours metrics of this app
     * @param besides metrics of others, already in Prometheus' words
     */
    public Exposition(MetricRegistry ours, List<MultiCollector> besides) {
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
        for (String name : ours.getNames()) {
            translated(name).forEach(it -> joined.merge(it.getMetadata().getPrometheusName(), it, Exposition::join));
        }
        return new MetricSnapshots(joined.values());
    }

    private MetricSnapshots translated(String name) {
        return new DropwizardExports(ours, (each, metric) -> each.equals(name), names).collect();
    }

    private static MetricSnapshot join(MetricSnapshot some, MetricSnapshot more) {
        if (some instanceof CounterSnapshot counters && more instanceof CounterSnapshot others) {
            CounterSnapshot.Builder builder = CounterSnapshot.builder()
                    .name(some.getMetadata().getName())
                    .help(some.getMetadata().getHelp());
            counters.getDataPoints().forEach(builder::dataPoint);
            others.getDataPoints().forEach(builder::dataPoint);
            return builder.build();
        }
        if (some instanceof GaugeSnapshot gauges && more instanceof GaugeSnapshot others) {
            GaugeSnapshot.Builder builder = GaugeSnapshot.builder()
                    .name(some.getMetadata().getName())
                    .help(some.getMetadata().getHelp());
            gauges.getDataPoints().forEach(builder::dataPoint);
            others.getDataPoints().forEach(builder::dataPoint);
            return builder.build();
        }
        throw new IllegalStateException("metrics of one name must be counters or gauges alike but "
                + some.getMetadata().getName() + " is not: give one of them another name");
    }
}

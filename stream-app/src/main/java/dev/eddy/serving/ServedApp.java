package dev.eddy.serving;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import dev.eddy.admin.AdminServer;
import dev.eddy.admin.Exposition;
import dev.eddy.inference.DeviceShares;
import dev.eddy.inference.SequenceModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The stream app with everything through which it can be looked at: the admin port and JMX. */
public final class ServedApp implements AutoCloseable {

    private static final String JMX_DOMAIN = "dev.eddy";

    private final StreamApp app;
    private final AdminServer admin;
    private final List<JmxReporter> jmx;

    private ServedApp(StreamApp app, AdminServer admin, List<JmxReporter> jmx) {
        this.app = app;
        this.admin = admin;
        this.jmx = jmx;
    }

    /**
     * Starts all of it, what it is looked at through before the rest. Returns once the stream threads are started, not when they are
     * ready.
     *
     * @param settings what is served
     * @param address of the live page
     * @return the app, to be closed
     */
    public static ServedApp start(AppSettings settings, AdminServer.Address address) {
        return start(settings, PipelineSettings::open, address);
    }

    /** The same with first models that are opened otherwise. */
    public static ServedApp start(
            AppSettings settings,
            BiFunction<PipelineSettings, DeviceShares, SequenceModel> open,
            AdminServer.Address address) {
        ModelPool models = new ModelPool(settings.batching(), open);
        ServedApp served;
        try {
            served = waiting(settings, models, address);
        } catch (RuntimeException | Error e) {
            models.close();
            throw e;
        }
        try {
            served.app.start();
            return served;
        } catch (RuntimeException | Error e) {
            served.close();
            throw e;
        }
    }

    /** The probes answer already. */
    private static ServedApp waiting(AppSettings settings, ModelPool models, AdminServer.Address address) {
        MetricRegistry metrics = new MetricRegistry();
        boolean alone = settings.pipelines().get(0).name().isEmpty();
        List<PipelineView> views = settings.pipelines().stream()
                .map(it -> PipelineView.of(it, models, alone ? metrics : new MetricRegistry()))
                .toList();
        StreamApp app = StreamApp.of(
                settings, models, views.stream().map(PipelineView::pipeline).toList(), metrics);
        try {
            AdminServer admin = AdminServer.start(address, sources(app, metrics, views));
            return new ServedApp(app, admin, reporters(metrics, views));
        } catch (RuntimeException | Error e) {
            app.close();
            throw e;
        }
    }

    private static AdminServer.Sources sources(StreamApp app, MetricRegistry metrics, List<PipelineView> views) {
        Map<String, MetricRegistry> all = new LinkedHashMap<>();
        all.put("", metrics);
        views.forEach(it -> all.put(it.name(), it.metrics()));
        return new AdminServer.Sources(
                app,
                new Exposition(all, List.of(app.kafkaMetrics(), new ModelFacts(views))),
                app::topologyView,
                views.stream().map(it -> it.page(metrics)).toList());
    }

    private static List<JmxReporter> reporters(MetricRegistry metrics, List<PipelineView> views) {
        Map<String, MetricRegistry> domains = new LinkedHashMap<>();
        domains.put(JMX_DOMAIN, metrics);
        views.stream()
                .filter(it -> !it.name().isEmpty())
                .forEach(it -> domains.put(JMX_DOMAIN + "." + it.name(), it.metrics()));
        List<JmxReporter> reporters = new ArrayList<>();
        domains.forEach((domain, registry) ->
                reporters.add(JmxReporter.forRegistry(registry).inDomain(domain).build()));
        reporters.forEach(JmxReporter::start);
        return reporters;
    }

    public StreamApp app() {
        return app;
    }

    /** Of the admin server. */
    public int port() {
        return admin.port();
    }

    /** The probes answer as long as anything is left to be stopped. */
    @Override
    public void close() {
        app.close();
        admin.close();
        jmx.forEach(JmxReporter::close);
    }
}

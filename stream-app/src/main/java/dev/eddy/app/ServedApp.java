package dev.eddy.app;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import dev.eddy.admin.AdminServer;
import dev.eddy.admin.Exposition;
import dev.eddy.admin.LiveFeed;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.SequenceModel;
import dev.eddy.topology.Observers;
import java.util.List;

/** The stream app with everything through which it can be looked at: the admin port and JMX. */
final class ServedApp implements AutoCloseable {

    private static final String JMX_DOMAIN = "dev.eddy";

    private final StreamApp app;
    private final AdminServer admin;
    private final JmxReporter jmx;

    private ServedApp(StreamApp app, AdminServer admin, JmxReporter jmx) {
        this.app = app;
        this.admin = admin;
        this.jmx = jmx;
    }

    /** Starts all of it, what it is looked at through before the rest; the model is the app's from now on. */
    static ServedApp start(AppSettings settings, ModelFile file, SequenceModel model, AdminServer.Address address) {
        ServedApp served = waiting(settings, file, model, address);
        try {
            served.app.start();
            return served;
        } catch (RuntimeException | Error e) {
            served.close();
            throw e;
        }
    }

    /** The probes answer already. */
    private static ServedApp waiting(
            AppSettings settings, ModelFile file, SequenceModel model, AdminServer.Address address) {
        MetricRegistry metrics = new MetricRegistry();
        LiveFeed feed = new LiveFeed();
        ModelsAtWork atWork = new ModelsAtWork();
        LiveTap tap = new LiveTap(feed, file.manifest(), atWork);
        StreamApp app = StreamApp.of(settings, file.id(), model, new Observers(metrics, tap));
        try {
            Exposition exposition = new Exposition(
                    metrics,
                    List.of(app.kafkaMetrics(), new ModelFacts(file.id(), model::device, app::models, atWork)));
            AdminServer.Sources sources = new AdminServer.Sources(
                    app,
                    metrics,
                    exposition,
                    new AdminServer.Documents(
                            new ModelDocument(file.manifest(), atWork, app::manifest), app::topologyView),
                    feed);
            AdminServer admin = AdminServer.start(address, sources);
            JmxReporter jmx =
                    JmxReporter.forRegistry(metrics).inDomain(JMX_DOMAIN).build();
            jmx.start();
            return new ServedApp(app, admin, jmx);
        } catch (RuntimeException | Error e) {
            app.close();
            throw e;
        }
    }

    StreamApp app() {
        return app;
    }

    /** Of the admin server. */
    int port() {
        return admin.port();
    }

    /** The probes answer as long as anything is left to be stopped. */
    @Override
    public void close() {
        app.close();
        admin.close();
        jmx.close();
    }
}

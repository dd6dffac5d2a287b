package dev.eddy.serving;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.admin.AdminServer;
import dev.eddy.admin.LiveFeed;
import dev.eddy.inference.Engines;
import dev.eddy.topology.Observers;
import dev.eddy.topology.Pipeline;
import java.util.List;

/**
 * A pipeline with all through which it can be looked at.
 *
 * @param settings as it was asked for
 * @param engines of its models
 * @param metrics of it alone, or of the app where it is the only one
 * @param feed of its live page
 * @param atWork which models score
 */
record PipelineView(
        PipelineSettings settings, Engines engines, MetricRegistry metrics, LiveFeed feed, ModelsAtWork atWork) {

    static PipelineView of(PipelineSettings settings, ModelPool models, MetricRegistry metrics) {
        return new PipelineView(settings, models.of(settings, metrics), metrics, new LiveFeed(), new ModelsAtWork());
    }

    String name() {
        return settings.name();
    }

    /** For the graph. */
    Pipeline pipeline() {
        LiveTap tap = new LiveTap(feed, settings.file().manifest(), atWork);
        return new Pipeline(
                name(), settings.topics(), settings.file().manifest(), engines, new Observers(metrics, tap));
    }

    /** For the admin port, beside the metrics of the app. */
    AdminServer.View page(MetricRegistry app) {
        return new AdminServer.View(
                name(),
                settings.topics().signals() + " \u2192 " + settings.file().id().name() + " \u2192 "
                        + settings.topics().predictions(),
                app == metrics ? List.of(app) : List.of(app, metrics),
                new ModelDocument(settings.file().manifest(), atWork, engines::manifest),
                feed);
    }
}

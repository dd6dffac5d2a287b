package dev.eddy.admin;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Sampling;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * The admin port: {@code /} is the live page, {@code /live} what it shows, {@code /health/live}, {@code /health/ready}
 * and {@code /health/startup} are for probes, {@code /metrics} is for Prometheus and {@code /metrics.json} for people, {@code
 * /model} is the manifest of the model that scores, {@code /topology} the graph and its threads. Where there are several
 * pipelines, each has its page and what belongs to it under {@code /pipelines/NAME/}, and {@code /} leads there. Nothing here
 * changes anything, so nothing asks for a token; but whoever can reach it sees the signals, so it listens on the loopback
 * address unless told otherwise.
 */
public final class AdminServer implements AutoCloseable {

    private final Javalin server;
    private final List<View> views;

    private AdminServer(Javalin server, List<View> views) {
        this.server = server;
        this.views = views;
    }

    /**
     * Starts to answer.
     *
     * @param address where to listen
     * @param sources what to show
     * @return the server
     * @throws IllegalStateException if the port is taken
     */
    public static AdminServer start(Address address, Sources sources) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.modifyServletContextHandler(context -> events(context, sources.views()));
            common(config.routes, sources, "/");
            for (View view : sources.views()) {
                config.staticFiles.add(files -> page(files, view.path()));
                own(config.routes, view);
                if (!view.name().isEmpty()) {
                    common(config.routes, sources, view.path());
                }
            }
            if (sources.views().stream().noneMatch(it -> it.name().isEmpty())) {
                config.staticFiles.add(files -> page(files, "/"));
                config.routes.get("/", context -> context.html(PipelineList.of(sources.views())));
            }
        });
        try {
            server.start(address.host(), address.port());
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "the admin port " + address.port() + " of " + address.host() + " must be free but is not ("
                            + e.getMessage() + "); give another --admin-port, or 0 for a free one",
                    e);
        }
        return new AdminServer(server, sources.views());
    }

    /**
     * Where to listen.
     *
     * @param host name or address of an interface of this machine
     * @param port 1 to 65535, or 0 for a free one
     */
    public record Address(String host, int port) {}

    /**
     * What to show.
     *
     * @param health answers the probes
     * @param exposition all metrics and more for Prometheus
     * @param topology the graph, a bean for JSON
     * @param views of the pipelines: one without a name, or several
     */
    public record Sources(Health health, Exposition exposition, Supplier<?> topology, List<View> views) {}

    /**
     * What belongs to one pipeline.
     *
     * @param name of it; empty where it is the only one
     * @param way from which topic through which model to which topic, for people
     * @param metrics of the app and of the pipeline
     * @param model which one scores, its manifest as JSON
     * @param feed what its live page sees
     */
    public record View(String name, String way, List<MetricRegistry> metrics, Supplier<String> model, LiveFeed feed) {

        String path() {
            return name.isEmpty() ? "/" : "/pipelines/" + name + "/";
        }
    }

    /**
     * The port that it listens on.
     *
     * @return 1 to 65535
     */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        views.forEach(it -> it.feed().close());
        server.stop();
    }

    private static void events(ServletContextHandler context, List<View> views) {
        views.forEach(it -> context.addServlet(new LiveServlet(it.feed()), it.path() + "live/events"));
    }

    private static void own(RoutesConfig routes, View view) {
        routes.get(view.path() + "live/keys", view.feed()::find);
        routes.get(view.path() + "metrics.json", context -> context.json(values(view.metrics())));
        routes.get(view.path() + "model", context -> context.contentType(ContentType.APPLICATION_JSON)
                .result(view.model().get()));
    }

    private static void common(RoutesConfig routes, Sources sources, String path) {
        routes.get(
                path + "health/live",
                context -> answer(context, sources.health().live()));
        routes.get(
                path + "health/ready",
                context -> answer(context, sources.health().ready()));
        routes.get(path + "health/startup", context -> {
            Health.Startup startup = sources.health().startup();
            context.status(startup.started() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                    .json(startup);
        });
        routes.get(path + "metrics", context -> context.contentType(Exposition.CONTENT_TYPE)
                .result(sources.exposition().text()));
        routes.get(path + "topology", context -> context.json(sources.topology().get()));
    }

    private static void answer(Context context, boolean good) {
        context.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).result(good ? "yes\n" : "no\n");
    }

    private static Map<String, Object> values(List<MetricRegistry> registries) {
        Map<String, Object> values = new TreeMap<>();
        registries.forEach(it -> it.getMetrics().forEach((name, metric) -> {
            if (metric instanceof Gauge<?> gauge) {
                values.put(name, Objects.requireNonNullElse(gauge.getValue(), Double.NaN));
            }
            if (metric instanceof Counting counting) {
                values.put(name + ".count", counting.getCount());
            }
            if (metric instanceof Sampling sampling) {
                values.put(name + ".p50", sampling.getSnapshot().getMedian());
                values.put(name + ".p99", sampling.getSnapshot().get99thPercentile());
            }
        }));
        return values;
    }

    /** All that the page needs is in the jar, and it may load nothing else. */
    private static void page(StaticFileConfig files, String path) {
        files.hostedPath = path;
        files.directory = "/dev/eddy/admin/live";
        files.location = Location.CLASSPATH;
        files.headers = Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:",
                "X-Content-Type-Options",
                "nosniff",
                "Cache-Control",
                "no-cache");
    }
}

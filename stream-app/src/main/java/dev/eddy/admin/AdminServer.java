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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The admin port: {@code /} is the live page, {@code /live} what it shows, {@code /health/live}, {@code /health/ready}
 * and {@code /health/startup} are for probes, {@code /metrics} is for Prometheus and {@code /metrics.json} for people, {@code
 * /model} is the manifest of the model that scores, {@code /topology} the graph and its threads. Nothing here changes anything, so nothing asks
 * for a token; but whoever can reach it sees the signals, so it listens on the loopback address unless told otherwise.
 */
public final class AdminServer implements AutoCloseable {

    private final Javalin server;
    private final LiveFeed feed;

    private AdminServer(Javalin server, LiveFeed feed) {
        this.server = server;
        this.feed = feed;
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
            config.staticFiles.add(AdminServer::page);
            config.jetty.modifyServletContextHandler(
                    context -> context.addServlet(new LiveServlet(sources.feed()), "/live/events"));
            routes(config.routes, sources);
        });
        try {
            server.start(address.host(), address.port());
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "the admin port " + address.port() + " of " + address.host() + " must be free but is not ("
                            + e.getMessage() + "); give another --admin-port, or 0 for a free one",
                    e);
        }
        return new AdminServer(server, sources.feed());
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
     * @param metrics all of the app's
     * @param exposition the same and more for Prometheus
     * @param documents what does not change, or seldom
     * @param feed what the live page sees
     */
    public record Sources(
            Health health, MetricRegistry metrics, Exposition exposition, Documents documents, LiveFeed feed) {}

    /**
     * What does not change, or seldom.
     *
     * @param model which one scores, its manifest as JSON
     * @param topology the graph, a bean for JSON
     */
    public record Documents(Supplier<String> model, Supplier<?> topology) {}

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
        feed.close();
        server.stop();
    }

    private static void routes(RoutesConfig routes, Sources sources) {
        routes.get("/live/keys", sources.feed()::find);
        routes.get("/health/live", context -> answer(context, sources.health().live()));
        routes.get("/health/ready", context -> answer(context, sources.health().ready()));
        routes.get("/health/startup", context -> {
            Health.Startup startup = sources.health().startup();
            context.status(startup.started() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                    .json(startup);
        });
        routes.get("/metrics", context -> context.contentType(Exposition.CONTENT_TYPE)
                .result(sources.exposition().text()));
        routes.get("/metrics.json", context -> context.json(values(sources.metrics())));
        routes.get("/model", context -> context.contentType(ContentType.APPLICATION_JSON)
                .result(sources.documents().model().get()));
        routes.get(
                "/topology",
                context -> context.json(sources.documents().topology().get()));
    }

    private static void answer(Context context, boolean good) {
        context.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).result(good ? "yes\n" : "no\n");
    }

    private static Map<String, Object> values(MetricRegistry metrics) {
        Map<String, Object> values = new TreeMap<>();
        metrics.getMetrics().forEach((name, metric) -> {
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
        });
        return values;
    }

    /** All that the page needs is in the jar, and it may load nothing else. */
    private static void page(StaticFileConfig files) {
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

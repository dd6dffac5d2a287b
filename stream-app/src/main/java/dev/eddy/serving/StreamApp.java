package dev.eddy.serving;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.admin.Health;
import dev.eddy.topology.Pipeline;
import dev.eddy.topology.PredictionTopology;
import dev.eddy.topology.RestoreProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running app: its models, and Kafka Streams on top of them. An outage of the
 * registry or of Kafka is waited for; the first other error stops it and is what the process ends with. Any thread may call.
 */
public final class StreamApp implements Health, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);

    /** How long it may take to finish and commit. */
    public static final Duration CLOSE_TIME = Duration.ofSeconds(30);

    private final AppSettings settings;
    private final ModelPool models;
    private final PredictionTopology topology;
    private final KafkaStreams streams;
    private final RestoreProgress restore;
    private final Retries retries = new Retries(System::nanoTime);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean started;
    private volatile boolean stopping;

    private StreamApp(AppSettings settings, ModelPool models, PredictionTopology topology, MetricRegistry metrics) {
        this.settings = settings;
        this.models = models;
        this.topology = topology;
        this.streams = streams(settings, topology);
        this.restore = new RestoreProgress(metrics);
        streams.setUncaughtExceptionHandler(this::failed);
        streams.setStateListener((now, before) -> changed(now));
        streams.setGlobalStateRestoreListener(restore);
        stateDisk(settings).register(metrics);
        metrics.gauge("app.ready", () -> () -> ready() ? 1 : 0);
        metrics.gauge("stream.lag", () -> kafkaMetrics()::lag);
    }

    private static KafkaStreams streams(AppSettings settings, PredictionTopology topology) {
        StreamsConfig config = new StreamsConfig(settings.kafka());
        Duration commitEvery = Duration.ofMillis(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG));
        return new KafkaStreams(topology.graph(), config, new StreamClients(commitEvery));
    }

    /** All is there but nothing runs yet; the models are the app's from now on and closed with it. */
    static StreamApp of(AppSettings settings, ModelPool models, List<Pipeline> pipelines, MetricRegistry metrics) {
        PredictionTopology topology = PredictionTopology.build(settings.registry(), pipelines);
        try {
            return new StreamApp(settings, models, topology, metrics);
        } catch (RuntimeException | Error e) {
            topology.close();
            throw e;
        }
    }

    /** Warms the models up, and those that were published, and starts. */
    void start() {
        models.warmUp();
        settings.models().ifPresent(models::follow);
        streams.start();
    }

    /** Where Kafka Streams keeps the states of this app. */
    static StateDisk stateDisk(AppSettings settings) {
        return new StateDisk(Path.of(
                settings.kafka().getProperty(StreamsConfig.STATE_DIR_CONFIG),
                settings.kafka().getProperty(StreamsConfig.APPLICATION_ID_CONFIG)));
    }

    private void changed(State now) {
        LOG.info("Kafka Streams is {}", now);
        started |= now == State.RUNNING;
        if (now.hasCompletedShutdown()) {
            stopped.countDown();
        }
    }

    private StreamThreadExceptionResponse failed(Throwable error) {
        if (retries.worth(error)) {
            LOG.warn("A stream thread failed and is replaced; it goes on from the last commit", error);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, error);
        LOG.error(
                "A stream thread failed; the app stops, and goes on from the last commit when it is started again",
                error);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @Override
    public boolean live() {
        State state = streams.state();
        return state != State.PENDING_ERROR && state != State.ERROR;
    }

    @Override
    public boolean ready() {
        return !stopping && streams.state() == State.RUNNING;
    }

    @Override
    public Startup startup() {
        return new Startup(started, streams.state().name(), restore.restored(), restore.remaining());
    }

    KafkaMetrics kafkaMetrics() {
        return new KafkaMetrics(() -> streams.metrics().values());
    }

    TopologyView topologyView() {
        return TopologyView.of(topology.graph(), streams);
    }

    /**
     * Waits until the app has ended.
     *
     * @return nothing after {@link #close}, else the error that ended it; then it must still be closed
     * @throws InterruptedException when the thread is interrupted
     */
    public Optional<Throwable> awaitStop() throws InterruptedException {
        stopped.await();
        return Optional.ofNullable(failure.get());
    }

    /** Is no longer ready, finishes and commits what was read, then stops. */
    @Override
    public void close() {
        stopping = true;
        if (!streams.close(CLOSE_TIME)) {
            LOG.warn(
                    "The stream threads must end within {} but have not; what they had not committed is done again by"
                            + " whoever takes over. If this comes often, lower --pending-windows",
                    CLOSE_TIME);
        }
        models.close();
        topology.close();
    }
}

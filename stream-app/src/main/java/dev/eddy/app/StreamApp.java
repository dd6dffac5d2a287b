package dev.eddy.app;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.admin.Health;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.SequenceModel;
import dev.eddy.topology.PredictionTopology;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running app: one engine with one model, and Kafka Streams on top of it. An outage of the
 * registry or of Kafka is waited for; the first other error stops it and is what the process ends with. Any thread may call.
 */
final class StreamApp implements Health, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(30);

    private final InferenceEngine engine;
    private final KafkaStreams streams;
    private final Retries retries = new Retries(System::nanoTime);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private StreamApp(InferenceEngine engine, KafkaStreams streams) {
        this.engine = engine;
        this.streams = streams;
        streams.setUncaughtExceptionHandler(this::failed);
        streams.setStateListener((now, before) -> {
            LOG.info("Kafka Streams is {}", now);
            if (now.hasCompletedShutdown()) {
                stopped.countDown();
            }
        });
    }

    /** Starts; the model is the app's from now on and closed with it. */
    static StreamApp start(AppSettings settings, SequenceModel model, MetricRegistry metrics) {
        InferenceEngine engine = new InferenceEngine(model, settings.batching(), metrics);
        KafkaStreams streams = new KafkaStreams(
                PredictionTopology.build(settings.topology(), settings.registry(), model.manifest(), engine, metrics),
                settings.kafka());
        StreamApp app = new StreamApp(engine, streams);
        streams.start();
        return app;
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
        return streams.state() == State.RUNNING;
    }

    /** Waits until the app has stopped, by close() or by itself. */
    Optional<Throwable> awaitStop() throws InterruptedException {
        stopped.await();
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        if (!streams.close(CLOSE_TIME)) {
            LOG.warn(
                    "The stream threads must end within {} but have not; what they had not committed is done again by"
                            + " whoever takes over. If this comes often, lower --pending-windows",
                    CLOSE_TIME);
        }
        engine.close();
    }
}

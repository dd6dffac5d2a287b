package dev.eddy.serving;

import dev.eddy.cluster.TopicReader;
import dev.eddy.inference.Engines;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelFile;
import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.ModelHead;
import dev.eddy.rollout.Signatures;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every published model of the app's name ready beside the one that scores, on a thread of its own: whatever is wrong
 * with one of them is said, and changes nothing.
 */
final class ModelFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(10);

    private final ModelSource source;
    private final Engines engines;
    private final Function<ModelFile, InferenceEngine> start;
    private final Catalog catalog = new Catalog();
    private final TopicReader<byte[]> reader;
    private final Thread thread;
    private volatile boolean open = true;

    private ModelFollower(ModelSource source, Engines engines, Function<ModelFile, InferenceEngine> start) {
        this.source = source;
        this.engines = engines;
        this.start = start;
        this.reader = new TopicReader<>(source.kafka(), source.topic(), new ByteArrayDeserializer(), LOG::warn);
        this.thread = new Thread(this::follow, "model-follower");
        thread.setDaemon(true);
    }

    /** Makes ready what is published by now, and goes on with what comes. */
    static ModelFollower start(ModelSource source, Engines engines, Function<ModelFile, InferenceEngine> start) {
        ModelFollower follower = new ModelFollower(source, engines, start);
        try {
            follower.reader.begin(true);
            follower.reader.readWhatIsThere(follower::take);
            follower.thread.start();
            return follower;
        } catch (RuntimeException | Error e) {
            follower.reader.close();
            throw e;
        }
    }

    private void follow() {
        while (open) {
            try {
                reader.read(LOOK, this::take);
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("Models cannot be read at the moment; those that are here go on", e);
            }
        }
        reader.close();
    }

    private boolean take(ConsumerRecord<String, byte[]> record) {
        try {
            catalog.accept(record.key(), record.value())
                    .filter(head -> head.id().name().equals(engines.first().name()))
                    .ifPresent(this::take);
        } catch (RuntimeException e) {
            LOG.warn("Passed over offset {} of {}: {}", record.offset(), source.topic(), e.getMessage());
        }
        return open;
    }

    private void take(ModelHead head) {
        if (head.retired()) {
            engines.retire(head.id());
        } else if (!engines.ready().contains(head.id())) {
            makeReady(head);
        }
        catalog.drop(head);
    }

    /** Errors too: a model that is too large for the memory must not end what works. */
    private void makeReady(ModelHead head) {
        try {
            ModelFile file = catalog.take(head);
            source.trusted().ifPresent(key -> Signatures.require(head, key));
            engines.add(head.id(), warm(file));
            LOG.info("Model {} is ready to take over", head.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            engines.refuse(head.id(), String.valueOf(e.getMessage()));
            LOG.warn("Model {} is refused, what scores goes on: {}", head.id(), e.toString());
        }
    }

    private InferenceEngine warm(ModelFile file) throws InterruptedException {
        InferenceEngine engine = start.apply(file);
        try {
            engine.warmUpInBatches();
            return engine;
        } catch (RuntimeException | Error | InterruptedException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

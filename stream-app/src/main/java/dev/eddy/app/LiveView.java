package dev.eddy.app;

import dev.eddy.admin.LiveFeed;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SignalChunk;
import dev.eddy.topology.TopologySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the live page from the two topics, the newest records only, and only while somebody looks. It reads beside the
 * app, so that a slow page never holds the stream up; what it cannot read or keep up with it leaves out.
 */
final class LiveView implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Map<String, Object> OURS = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopologySettings topics;
    private final LiveFeed feed;
    private final EventSerde<SignalChunk> chunks;
    private final EventSerde<Prediction> predictions;
    private final Thread thread;
    private volatile boolean open = true;

    private LiveView(KafkaTarget kafka, TopologySettings topics, LiveFeed feed) {
        this.consumer =
                new KafkaConsumer<>(kafka.client(OURS), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topics = topics;
        this.feed = feed;
        this.chunks = EventSerde.of(SignalChunk.class, kafka.registry());
        this.predictions = EventSerde.of(Prediction.class, kafka.registry());
        this.thread = new Thread(this::work, "live-view");
        thread.setDaemon(true);
    }

    static LiveView open(KafkaTarget kafka, TopologySettings topics, LiveFeed feed) {
        LiveView view = new LiveView(kafka, topics, feed);
        view.thread.start();
        return view;
    }

    private void work() {
        try (consumer;
                chunks;
                predictions) {
            boolean watched = false;
            while (open) {
                if (feed.watched() && !watched) {
                    attend();
                }
                watched = feed.watched();
                if (watched) {
                    consumer.poll(POLL).forEach(this::show);
                } else {
                    Thread.sleep(POLL.toMillis());
                }
            }
        } catch (WakeupException | InterruptedException e) {
            LOG.debug("The live view ends", e);
        } catch (RuntimeException e) {
            LOG.warn("The live page shows nothing more: {}", e.getMessage());
        }
    }

    private void attend() {
        List<TopicPartition> partitions = List.of(topics.signals(), topics.predictions()).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
    }

    private void show(ConsumerRecord<byte[], byte[]> event) {
        try {
            if (event.topic().equals(topics.predictions())) {
                feed.publish("prediction", LiveJson.prediction(event, predictions));
            } else {
                feed.publish("signal", LiveJson.signal(event, chunks));
            }
        } catch (RuntimeException e) {
            LOG.debug("Not shown: {} {}", event.topic(), event.offset(), e);
        }
    }

    void stop() {
        open = false;
        consumer.wakeup();
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

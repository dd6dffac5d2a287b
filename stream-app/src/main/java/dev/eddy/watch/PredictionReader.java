package dev.eddy.watch;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.Partitions;
import dev.eddy.cluster.TopicReader;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.offline.ScoredKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads committed predictions from all partitions of a topic, without a group. Used by one thread. */
public final class PredictionReader implements AutoCloseable {

    private final EventSerde<Prediction> serde;
    private final TopicReader<Prediction> reader;

    public PredictionReader(KafkaTarget kafka, String topic, Consumer<String> complaints) {
        this.serde = EventSerde.of(Prediction.class, kafka.registry());
        try {
            this.reader = new TopicReader<>(kafka, topic, serde.deserializer(), complaints);
        } catch (RuntimeException e) {
            serde.close();
            throw e;
        }
    }

    public void begin(boolean atBeginning) {
        reader.begin(atBeginning);
    }

    /**
     * Hands predictions over, those of one key in order.
     *
     * @param patience how long at most
     * @param each takes one and says whether it wants more
     */
    public void read(Duration patience, Predicate<ScoredKey> each) {
        reader.read(patience, found -> each.test(new ScoredKey(found.key(), found.value())));
    }

    /**
     * The newest prediction of a key, where producers partition as Kafka's do by default.
     *
     * @param key stream id
     * @return the prediction, if one is kept
     */
    Optional<ScoredKey> newest(String key) {
        return reader.newest(Partitions.likely(key, reader.partitions()), it -> key.equals(it.key()))
                .map(it -> new ScoredKey(it.key(), it.value()));
    }

    /**
     * Hands over what is there by now, those of one key in order.
     *
     * @param each takes one and says whether it wants more
     */
    public void readWhatIsThere(Predicate<ScoredKey> each) {
        reader.readWhatIsThere(found -> each.test(new ScoredKey(found.key(), found.value())));
    }

    @Override
    public void close() {
        reader.close();
        serde.close();
    }
}

package dev.eddy.trainer.topic;

import dev.eddy.event.EventSerde;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalChunk;
import dev.eddy.signal.GapFill;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.DataSource;
import dev.eddy.trainer.data.Partition;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The recordings of a Kafka topic: everything from its beginning to its end at the time of loading.
 *
 * @param topic its name
 * @param bootstrap where Kafka is, {@code host:port,…}
 * @param registry where the schema registry is
 * @param config a file of further settings of Kafka's consumer, if there is one
 * @param reading what the events become
 */
public record TopicSource(
        String topic, String bootstrap, RegistryConfig registry, Optional<Path> config, Reading reading)
        implements DataSource {

    /**
     * What the events become.
     *
     * @param labels a {@code labels.csv} whose recordings are the keys and whose spans are times, if there is one
     * @param channels the name of each channel; empty to number them
     * @param maxGap the longest gap, in samples, that is filled; must be that of the windows
     * @param fill with what it is filled; must be as in the windows
     * @param partition which groups are the test part where the labels do not say so
     */
    public record Reading(
            Optional<Path> labels, List<String> channels, int maxGap, GapFill fill, Partition partition) {}

    private static final Map<String, Object> OURS = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");

    /**
     * Reads the fields of the source.
     *
     * @param fields the mapping {@code data} of an experiment
     * @return the source
     */
    public static TopicSource of(Fields fields) {
        return new TopicSource(
                fields.text("topic"),
                fields.text("bootstrap"),
                registry(fields),
                path(fields, "config"),
                new Reading(
                        path(fields, "labels"),
                        fields.texts("channels", List.of()),
                        fields.integer("maxGap", 0, WindowSpec.MAX_LENGTH, 0),
                        fields.choice("fill", GapFill.HOLD),
                        Partition.read(fields)));
    }

    private static Optional<Path> path(Fields fields, String name) {
        return fields.has(name) ? Optional.of(Path.of(fields.text(name))) : Optional.empty();
    }

    private static RegistryConfig registry(Fields fields) {
        try {
            return RegistryConfig.of(fields.text("registry"));
        } catch (IllegalArgumentException e) {
            fields.problems().add(fields.path() + ".registry: " + e.getMessage());
            return RegistryConfig.of("mock://none");
        }
    }

    @Override
    public DataSet load(Path folder) throws IOException {
        Map<String, Object> settings = settings(folder);
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, registry);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicRecordings recordings = new TopicRecordings(serde.deserializer(), reading.maxGap, reading.fill);
            return new TopicDataSet(topic, reading).read(new TopicReader(consumer, topic), recordings, folder);
        } catch (KafkaException e) {
            throw new IOException(
                    "Kafka's consumer cannot be made: " + e.getMessage() + "; mend data.bootstrap or data.config", e);
        }
    }

    private Map<String, Object> settings(Path folder) throws IOException {
        Map<String, Object> settings = new HashMap<>(OURS);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        if (config.isPresent()) {
            Properties given = new Properties();
            try (Reader text = Files.newBufferedReader(folder.resolve(config.get()))) {
                given.load(text);
            }
            given.forEach((name, value) -> settings.put(String.valueOf(name), value));
        }
        return settings;
    }

    @Override
    public void check(WindowSpec window, Problems problems) {
        problems.require(
                reading.maxGap == window.maxGap(),
                ("data.maxGap must be window.maxGap, %d, so that gaps are treated as when serving, but is %d;"
                                + " give both the same value")
                        .formatted(window.maxGap(), reading.maxGap));
        problems.require(
                window.fill() != GapFill.MASK,
                "window.fill must be hold or linear with data of a topic, whose gaps are filled as it is read, but is mask;"
                        + " fit on recordings, and let augment lose samples (gaps)");
        problems.require(
                reading.fill == window.fill(),
                "data.fill must be window.fill, %s, so that gaps are treated as when serving, but is %s; give both the same value"
                        .formatted(word(window.fill()), word(reading.fill)));
    }

    private static String word(GapFill fill) {
        return fill.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String split() {
        return reading.partition.phrase();
    }
}

package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.Partitions;
import dev.eddy.cluster.Refusal;
import dev.eddy.cluster.Right;
import dev.eddy.cluster.TopicReader;
import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.ModelPress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where models are published, the same for every command that speaks of them. */
final class ModelTopicOptions implements NeedsRights {

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--model-topic",
            paramLabel = "TOPIC",
            defaultValue = "eddy-models",
            description = "Where models are published (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Override
    public Refusal refusal() {
        return refusal(Right.create(topic));
    }

    /** Of those who need more. */
    Refusal refusal(Right... more) {
        List<Right> rights = new ArrayList<>(Right.ofModels(topic));
        rights.addAll(List.of(more));
        return new Refusal(kafka().bootstrapServers(), rights);
    }

    KafkaTarget kafka() {
        return kafka.target();
    }

    String topic() {
        return topic;
    }

    /** What is there by now; what is no record of a model is complained of. */
    Catalog read(Consumer<String> complaints) {
        Catalog catalog = new Catalog();
        try (TopicReader<byte[]> reader = new TopicReader<>(kafka(), topic, new ByteArrayDeserializer(), complaints)) {
            reader.begin(true);
            reader.readWhatIsThere(record -> {
                try {
                    catalog.accept(record.key(), record.value()).ifPresent(catalog::drop);
                } catch (IllegalArgumentException e) {
                    complaints.accept("eddy: passed over offset " + record.offset() + ": " + e.getMessage());
                }
                return true;
            });
        }
        return catalog;
    }

    ModelPress press(String name) {
        return new ModelPress(kafka().client(Map.of()), topic, name);
    }

    /** One partition, so that there is one order; compacted, so that what was replaced goes. */
    void makeTopic() {
        Partitions.make(
                kafka(), topic, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }
}

package dev.eddy.watch;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.PartitionLag;
import dev.eddy.cluster.Partitions;
import dev.eddy.cluster.TopicReader;
import dev.eddy.inference.ModelFile;
import dev.eddy.offline.ScoredKey;
import dev.eddy.topology.Pipeline;
import dev.eddy.topology.StoredKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks inside a key from outside: in the changelog of its app and in the topics. The app need not run.
 *
 * @param kafka where they are
 * @param whose states and predictions
 * @param model with which the app was started, if it is known
 * @param complaints receives what cannot be read
 */
public record Inspector(KafkaTarget kafka, Whose whose, Optional<ModelFile> model, Consumer<String> complaints) {

    /**
     * Which pipeline is looked into.
     *
     * @param pipeline its name, or empty
     * @param predictions where it writes them
     */
    public record Whose(String pipeline, String predictions) {}

    /** The one app whose states are there. */
    public String onlyApplication() {
        String suffix = Pipeline.changelog("", whose.pipeline());
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            List<String> found = admin.listTopics().names().get().stream()
                    .filter(it -> it.endsWith(suffix))
                    .map(it -> it.substring(0, it.length() - suffix.length()))
                    .sorted()
                    .toList();
            if (found.size() != 1) {
                throw new IllegalArgumentException("it must be clear whose states to look into but there are those of "
                        + (found.isEmpty() ? "no app" : String.join(", ", found)) + " at " + kafka.bootstrapServers()
                        + ": give --application-id");
            }
            return found.get(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked for its topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics must be known but Kafka does not tell: " + e.getCause(), e);
        }
    }

    /** What is stored and predicted of a key. */
    public Inspection of(String key, String applicationId) {
        String changelog = Pipeline.changelog(applicationId, whose.pipeline());
        try (TopicReader<byte[]> states =
                new TopicReader<>(kafka, changelog, new ByteArrayDeserializer(), complaints)) {
            ConsumerRecord<String, byte[]> found = find(states, key)
                    .filter(it -> it.value() != null)
                    .orElseThrow(() -> new IllegalArgumentException("a state of key " + key + " must be in " + changelog
                            + " but is not: no window of it was scored yet, or it was forgotten; 'eddy dead-letters"
                            + " --key " + key + "' tells what was refused"));
            Optional<byte[]> models = states.newest(
                            found.partition(), it -> StoredKey.tellsModels(it.key(), it.value()))
                    .map(ConsumerRecord::value);
            return new Inspection(
                    key,
                    changelog,
                    found.partition(),
                    Instant.ofEpochMilli(found.timestamp()),
                    found.value(),
                    StoredKey.read(found.value(), models, model),
                    last(key),
                    PartitionLag.of(kafka, applicationId, found.partition()));
        }
    }

    /** Where it most likely is first: producers may choose partitions as they like. */
    private static Optional<ConsumerRecord<String, byte[]>> find(TopicReader<byte[]> states, String key) {
        int likely = Partitions.likely(key, states.partitions());
        return IntStream.concat(IntStream.of(likely), IntStream.range(0, states.partitions()))
                .mapToObj(it -> states.newest(
                        it, record -> key.equals(record.key()) && !StoredKey.tellsModels(key, record.value())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<ScoredKey> last(String key) {
        try (PredictionReader reader = new PredictionReader(kafka, whose.predictions(), complaints)) {
            return reader.newest(key);
        }
    }
}

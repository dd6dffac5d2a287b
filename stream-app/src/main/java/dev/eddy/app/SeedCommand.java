package dev.eddy.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.cluster.Partitions;
import dev.eddy.cluster.Refusal;
import dev.eddy.cluster.Right;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives a key a state that was stored before. */
@Command(
        name = "seed",
        description = {
            "Gives a key the state that 'inspect --export' wrote of it, or of another key: writes a record among the key's signals, "
                    + "from which on the app goes on from that state, whatever the key had before. What comes after is scored as if the key "
                    + "had been there; a state of another model than the one that scores is a dead letter.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy inspect --key pump-3 --model pump.onnx --export pump-3.json",
            "  eddy seed --key pump-3 --from pump-3.json",
            "      puts it back to where it was",
            "  eddy seed --key pump-3-what-if --from pump-3.json",
            "      a key of its own with the same past: produce it what might have come"
        })
final class SeedCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Object> OURS =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000");

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--key", required = true, description = "The stream that is given the state.")
    private String key;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            required = true,
            description = "What 'eddy inspect --export FILE' wrote.")
    private Path from;

    @Option(
            names = "--signals",
            paramLabel = "TOPIC",
            defaultValue = "signals",
            description = "Topic of signals (default: ${DEFAULT-VALUE}).")
    private String signals;

    @Override
    public void run() {
        Seed seed = read();
        requireTopic();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.target().client(OURS), new ByteArraySerializer(), new ByteArraySerializer())) {
            RecordMetadata at = producer.send(seed.record(signals, key)).get();
            spec.commandLine()
                    .getErr()
                    .println("eddy: from offset " + at.offset() + " of partition " + at.partition() + " of " + signals
                            + " on " + key + " has a state of " + seed.model());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the state was sent", e);
        } catch (ExecutionException e) {
            throw refused(e.getCause() instanceof Exception cause ? cause : e);
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    /** Asked before, since a producer would ask again and again until its time is over. */
    private void requireTopic() {
        var unused = Partitions.of(kafka.target(), Right.write(signals), Duration.ZERO);
    }

    private IllegalStateException refused(Exception e) {
        String why = new Refusal(kafka.target().bootstrapServers(), List.of(Right.write(signals)))
                .explain(e)
                .orElse(String.valueOf(e.getMessage()));
        return new IllegalStateException("the state must be written to " + signals + " but is not: " + why, e);
    }

    private Seed read() {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(from));
            JsonNode model = json.path("model");
            byte[] state = json.path("state").binaryValue();
            if (state == null || !model.hasNonNull("sha256")) {
                throw new IllegalArgumentException("the file " + from
                        + " must hold a model and a state but does not: write it with 'eddy inspect --export'");
            }
            return new Seed(
                    new ModelId(
                            model.path("name").asText(),
                            model.path("version").asText(),
                            model.path("sha256").asText()),
                    state);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file " + from + " must be what 'eddy inspect --export' wrote but is not: " + e.getMessage(),
                    e);
        }
    }
}

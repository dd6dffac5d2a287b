package dev.eddy.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.cluster.TopicReader;
import dev.eddy.topology.DeadLetterHeaders;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what could not be used, and why. */
@Command(
        name = "dead-letters",
        description = {
            "Prints the dead letters: what could not be used, each with its reason and what to do. The place to look when a key "
                    + "gets no predictions.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy dead-letters --key pump-3",
            "      2026-01-31T12:00:00Z  pump-3  WRONG_RATE  signals-2@17  sampleRate must be 1000.0 Hz as the model …",
            "      time, key, reason, place of the event in its topic, what was wrong and what to do",
            "  eddy dead-letters --follow --json",
            "      those that are kept and those to come, as JSON lines"
        })
final class DeadLettersCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC",
            defaultValue = "signals.dead-letters",
            description = "Where they are (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(names = "--key", description = "Only those of this stream.")
    private Optional<String> key;

    @Option(names = "--follow", description = "Go on with those to come, until it is stopped.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object a line, with all fields.")
    private boolean json;

    private final Map<String, Long> reasons = new TreeMap<>();
    private String last = "";
    private String alike = "";
    private long more;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (TopicReader<byte[]> reader =
                new TopicReader<>(kafka.target(), topic, new ByteArrayDeserializer(), err::println)) {
            reader.begin(true);
            boolean wanted = reader.readWhatIsThere(letter -> print(letter, out));
            endRun(out);
            err.println("eddy: " + sum());
            if (wanted && follow) {
                reader.readOn(letter -> print(letter, out));
            }
        }
    }

    private boolean print(ConsumerRecord<String, byte[]> letter, PrintWriter out) {
        if (key.isEmpty() || key.get().equals(letter.key())) {
            DeadLetterHeaders headers = DeadLetterHeaders.of(letter.headers());
            reasons.merge(headers.reason(), 1L, Long::sum);
            if (json || follow) {
                out.println(json ? json(letter, headers) : line(letter, headers));
            } else {
                shorten(letter, headers, out);
            }
        }
        return !out.checkError();
    }

    /** Of those that follow each other and differ in their places alone, the first and their number. */
    private void shorten(ConsumerRecord<String, byte[]> letter, DeadLetterHeaders headers, PrintWriter out) {
        String what = name(letter) + headers.reason() + headers.message();
        if (what.equals(last)) {
            more++;
            alike = headers.origin();
        } else {
            endRun(out);
            out.println(line(letter, headers));
            last = what;
        }
    }

    private void endRun(PrintWriter out) {
        if (more > 0) {
            out.println("    and " + more + " more like it, the last from " + alike);
        }
        more = 0;
    }

    private static String line(ConsumerRecord<String, byte[]> letter, DeadLetterHeaders headers) {
        return time(letter) + "  " + name(letter) + "  " + headers.reason() + "  " + headers.origin() + "  "
                + headers.message();
    }

    private static String json(ConsumerRecord<String, byte[]> letter, DeadLetterHeaders headers) {
        ObjectNode node = JSON.createObjectNode();
        node.put("time", time(letter).toString());
        node.put("key", letter.key());
        node.put("reason", headers.reason());
        node.put("message", headers.message());
        node.put("topic", headers.topic());
        node.put("partition", headers.partition());
        node.put("offset", headers.offset());
        if (!headers.pipeline().isEmpty()) {
            node.put("pipeline", headers.pipeline());
        }
        return node.toString();
    }

    private static Instant time(ConsumerRecord<String, byte[]> letter) {
        return Instant.ofEpochMilli(letter.timestamp()).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String name(ConsumerRecord<String, byte[]> letter) {
        return letter.key() == null ? "(no key)" : letter.key();
    }

    private String sum() {
        long all = reasons.values().stream().mapToLong(Long::longValue).sum();
        String each = reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        return all + (all == 1 ? " dead letter" : " dead letters")
                + key.map(it -> " of key " + it).orElse("") + " in " + topic + (all == 0 ? "" : ": " + each);
    }
}

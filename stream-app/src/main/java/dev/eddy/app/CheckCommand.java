package dev.eddy.app;

import dev.eddy.event.EventSerde;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.ModelFile;
import dev.eddy.topology.TopologySettings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tries everything that {@code run} needs, and changes nothing. */
@Command(
        name = "check",
        description = {
            "Tries what 'eddy run' would need with the same options: the model, the device, Kafka, the topics, the registry. "
                    + "Changes nothing; tells what to do where something is missing.",
            ""
        })
final class CheckCommand implements Callable<Integer> {

    private static final Map<String, Object> PATIENCE = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private StreamOptions stream;

    private int failed;

    /** Something that can fail. */
    private interface Check {
        String run() throws InterruptedException, ExecutionException;
    }

    @Override
    public Integer call() throws InterruptedException {
        attempt("model", this::model);
        attempt("options", this::options);
        if (attempt("kafka", this::kafka)) {
            TopologySettings topics = stream.topology();
            attempt("topic", () -> topic(topics.signals()));
            attempt("topic", () -> topic(topics.predictions()));
            attempt("topic", () -> topic(topics.deadLetters()));
        }
        attempt("registry", this::registry);
        return failed == 0 ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
    }

    private boolean attempt(String what, Check check) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.printf("ok    %-9s %s%n", what, check.run());
            return true;
        } catch (RuntimeException | ExecutionException e) {
            failed++;
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            out.printf("FAIL  %-9s %s%n", what, Secrets.masked("", String.valueOf(cause.getMessage())));
            return false;
        } finally {
            out.flush();
        }
    }

    private String model() {
        ModelFile file = model.read();
        model.open(file).close();
        return file.manifest().name() + " " + file.manifest().version() + ", "
                + file.manifest().signal() + ", " + file.manifest().window() + ", "
                + file.manifest().stateSize() + " floats of state per key";
    }

    private String options() {
        stream.batching();
        stream.properties("check", kafka.target().bootstrapServers())
                .with(kafka.target().given());
        return "understood";
    }

    private String kafka() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka.target().client(PATIENCE))) {
            int brokers = admin.describeCluster().nodes().get().size();
            return brokers + " broker(s) at " + kafka.target().bootstrapServers();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "no broker answers at " + kafka.target().bootstrapServers()
                            + " within 5 s: start Kafka, or check --bootstrap-servers and the security settings",
                    e);
        }
    }

    private String topic(String name) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka.target().client(PATIENCE))) {
            Set<String> names = admin.listTopics().names().get();
            if (!names.contains(name)) {
                throw MissingTopic.exception(kafka.target(), name, new IllegalStateException("not listed"));
            }
            int partitions = admin.describeTopics(Set.of(name))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            return name + " with " + partitions + " partition(s)";
        }
    }

    /** Asks for a schema id that no registry gives: "unknown" is the answer of one that works. */
    private String registry() {
        byte[] frame = {0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        try (EventSerde<SignalChunk> serde =
                EventSerde.of(SignalChunk.class, kafka.target().registry())) {
            serde.deserializer().deserialize(stream.topology().signals(), frame);
            throw new IllegalStateException(
                    "the registry answers for a schema that cannot be; check --schema-registry");
        } catch (dev.eddy.event.UnreadableEventException e) {
            return "answers at " + kafka.target().registry().url();
        }
    }
}

package dev.eddy.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.Refusal;
import dev.eddy.event.EventSerde;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.UnreadableEventException;
import dev.eddy.inference.DeviceShares;
import dev.eddy.inference.SequenceModel;
import dev.eddy.model.ModelManifest;
import dev.eddy.serving.PipelineSettings;
import dev.eddy.serving.StateDisk;
import dev.eddy.serving.StreamsProperties;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries everything that {@code run} needs, and changes nothing. */
@Command(
        name = "doctor",
        aliases = "check",
        description = {
            "Tries what 'eddy run' would need with the same options: the model, the device, the disk, Kafka with its topics "
                    + "and rights, the registry, the clock. Changes nothing; tells what to do where something is missing.",
            ""
        },
        footer = {"", "Exit code 0 when nothing failed; what is only noted does not count."})
final class DoctorCommand implements Callable<Integer> {

    private static final Map<String, Object> PATIENCE = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");

    private static final long TOO_LITTLE = 100L << 20;
    private static final long LITTLE = 1L << 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private AppOptions app;

    @Option(names = "--json", description = "One JSON object a line: verdict, subject, text.")
    private boolean json;

    private boolean failed;

    /** Something that can fail. */
    private interface Look {
        List<Finding> run() throws InterruptedException, ExecutionException;
    }

    @Override
    public Integer call() throws InterruptedException {
        app.kafka().target();
        Map<String, PipelineOptions> options = app.pipelines().options();
        List<PipelineSettings> readable = new ArrayList<>();
        for (Map.Entry<String, PipelineOptions> each : options.entrySet()) {
            look("model", () -> {
                PipelineSettings settings =
                        each.getValue().settings(each.getKey(), each.getValue().read(), app.pipelines().stream());
                readable.add(settings);
                return model(settings);
            });
        }
        StreamsProperties properties =
                app.pipelines().properties(readable, app.kafka().target().bootstrapServers());
        look("options", () -> options(readable, properties));
        look("trust", app.published()::examine);
        look("admin", () -> List.of(app.admin().examine()));
        look("disk", () -> List.of(disk(properties)));
        look("kafka", () -> kafka(options, properties));
        look("registry", () -> registry(options.values().iterator().next()));
        return failed ? spec.exitCodeOnExecutionException() : spec.exitCodeOnSuccess();
    }

    private void look(String subject, Look look) throws InterruptedException {
        try {
            look.run().forEach(this::tell);
        } catch (RuntimeException | ExecutionException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            tell(Finding.fail(subject, String.valueOf(cause.getMessage())));
        }
    }

    private void tell(Finding finding) {
        failed |= finding.verdict() == Finding.Verdict.FAIL;
        Finding told = new Finding(finding.verdict(), finding.subject(), Secrets.masked("", finding.text()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.valueToTree(told).toString());
        } else {
            String verdict = told.verdict() == Finding.Verdict.FAIL
                    ? "FAIL"
                    : told.verdict().name().toLowerCase(Locale.ROOT);
            out.printf("%-5s %-10s %s%n", verdict, told.subject(), told.text());
        }
        out.flush();
    }

    private static List<Finding> model(PipelineSettings pipeline) {
        try (SequenceModel opened = pipeline.open(new DeviceShares())) {
            ModelManifest manifest = pipeline.file().manifest();
            return List.of(
                    Finding.ok(
                            "model",
                            manifest.name() + " " + manifest.version() + ", " + words(manifest) + ", "
                                    + manifest.stateSize() + " floats of state per key"),
                    Finding.ok("device", opened.device().toString()));
        }
    }

    private static String words(ModelManifest manifest) {
        SignalSpec signal = manifest.signal();
        WindowSpec window = manifest.window();
        return signal.channels() + (signal.channels() == 1 ? " channel at " : " channels at ") + signal.sampleRate()
                + " Hz, a window of " + window.length() + " samples every " + window.hop();
    }

    private List<Finding> options(List<PipelineSettings> readable, StreamsProperties properties) {
        if (!readable.isEmpty()) {
            PipelineSettings.require(readable);
        }
        app.pipelines().stream().batching();
        properties.with(app.kafka().target().given());
        return List.of(Finding.ok("options", "understood"));
    }

    private static Finding disk(StreamsProperties properties) {
        StateDisk disk = new StateDisk(properties.stateDir().resolve(properties.applicationId()));
        String where = properties.stateDir() + " has room for " + (disk.free() >> 20) + " MiB";
        Path there = disk.nearest().toPath();
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.fail(
                    "disk",
                    "the states must be written to " + properties.stateDir() + " but " + there
                            + " is no folder that can be written to: give another --state-dir, or the right to write there");
        }
        if (disk.free() < TOO_LITTLE) {
            return Finding.fail("disk", where + ", at least 100 are needed: make room, or give another --state-dir");
        }
        return disk.free() < LITTLE
                ? Finding.note("disk", where + ": RocksDB needs as much again as the states take")
                : Finding.ok("disk", where);
    }

    private List<Finding> kafka(Map<String, PipelineOptions> options, StreamsProperties properties)
            throws InterruptedException {
        KafkaTarget target = app.kafka().target();
        try (Admin admin = Admin.create(target.client(PATIENCE))) {
            int brokers = admin.describeCluster().nodes().get().size();
            Set<Finding> findings = new LinkedHashSet<>();
            findings.add(Finding.ok("kafka", brokers + " broker(s) at " + target.bootstrapServers()));
            for (Map.Entry<String, PipelineOptions> each : options.entrySet()) {
                BrokerExamination.Way way = new BrokerExamination.Way(
                        each.getKey(),
                        each.getValue().topics(app.pipelines().stream().bounds()));
                findings.addAll(new BrokerExamination(admin, target, way, properties)
                        .run(app.published().topic()));
            }
            return List.copyOf(findings);
        } catch (ExecutionException e) {
            String silent = "no broker answers at " + target.bootstrapServers() + " within 15 s (" + e.getCause()
                    + "): start Kafka, or check --bootstrap-servers and the security settings";
            Refusal refusal = new Refusal(target.bootstrapServers(), List.of());
            return List.of(Finding.fail("kafka", refusal.explain(e).orElse(silent)));
        }
    }

    /** Asks for a schema id that no registry gives: "unknown" is the answer of one that works. */
    private List<Finding> registry(PipelineOptions pipeline) {
        byte[] frame = {0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        try (EventSerde<SignalChunk> serde =
                EventSerde.of(SignalChunk.class, app.kafka().target().registry())) {
            serde.deserializer()
                    .deserialize(
                            pipeline.topics(app.pipelines().stream().bounds()).signals(), frame);
            throw new IllegalStateException(
                    "the registry answers for a schema that cannot be; check --schema-registry");
        } catch (UnreadableEventException e) {
            return List.of(Finding.ok(
                    "registry", "answers at " + app.kafka().target().registry().url()));
        }
    }
}

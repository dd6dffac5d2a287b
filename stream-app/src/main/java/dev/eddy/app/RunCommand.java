package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.Refusal;
import dev.eddy.cluster.Right;
import dev.eddy.inference.DeviceShares;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.SequenceModel;
import dev.eddy.serving.AppSettings;
import dev.eddy.serving.PipelineSettings;
import dev.eddy.serving.ServedApp;
import dev.eddy.serving.StreamApp;
import dev.eddy.serving.TopicCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The stream app: reads signals, keeps hidden states, writes predictions, until it is told to stop. */
@Command(
        name = "run",
        description = {
            "Runs a model on a topic of signals: keeps the hidden state of every key and writes a prediction for every window.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy run --model pump.onnx --bootstrap-servers kafka:9092 --schema-registry http://registry:8081",
            "  eddy run --model noise.onnx --predictions noise.predictions --admin-port 8090",
            "      a second model on the same signals, in a process of its own; its states and its group are its own too, named "
                    + "after the model",
            "  eddy run --pipelines plant.properties --application-id plant",
            "      both in one process: what comes is read and decoded once; the file has lines like pump.model = pump.onnx",
            "Stop it with Ctrl-C or SIGTERM: what was read is finished and committed (and the exit code that of the signal, 130 "
                    + "or 143). After a crash it goes on from the last commit, as if nothing had been."
        })
class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AppOptions app;

    @Override
    public Integer call() throws InterruptedException {
        AppSettings settings = settings();
        PipelineSettings.require(settings.pipelines());
        TopicCheck.requireTopics(
                app.kafka().target(),
                settings.pipelines().stream().map(PipelineSettings::topics).toList(),
                app.published().topic());
        try (ServedApp served =
                ServedApp.start(settings, this::open, app.admin().address())) {
            closeOnSignal(served.app());
            settings.pipelines().forEach(it -> say(it, served.port()));
            Optional<Throwable> failure = served.app().awaitStop();
            failure.ifPresent(
                    error -> spec.commandLine().getErr().println("eddy: stopped: " + reason(error, settings)));
            return failure.isPresent() ? spec.exitCodeOnExecutionException() : spec.exitCodeOnSuccess();
        }
    }

    /** Opens the first model of a pipeline, beside others. */
    SequenceModel open(PipelineSettings pipeline, DeviceShares shares) {
        return pipeline.open(shares);
    }

    private static String reason(Throwable error, AppSettings settings) {
        String application = settings.kafka().getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        List<Right> rights = new ArrayList<>();
        for (PipelineSettings pipeline : settings.pipelines()) {
            rights.addAll(Right.ofApp(pipeline.topics(), application, pipeline.name()));
            settings.models().ifPresent(it -> rights.addAll(Right.ofFollower(pipeline.topics(), it.topic())));
        }
        String servers = settings.kafka().getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
        String reason = new Refusal(servers, rights).explain(error).orElse(String.valueOf(error.getMessage()));
        return Secrets.masked("", reason);
    }

    /** What the options come to. */
    AppSettings settings() {
        KafkaTarget target = app.kafka().target();
        List<PipelineSettings> all = app.pipelines().settings();
        return new AppSettings(
                all,
                app.pipelines().stream().batching(),
                target.registry(),
                app.pipelines().kafka(all, target),
                app.published().source(target));
    }

    private void say(PipelineSettings pipeline, int port) {
        ModelFile file = pipeline.file();
        String page = pipeline.name().isEmpty() ? "" : "pipelines/" + pipeline.name() + "/";
        spec.commandLine()
                .getErr()
                .printf(
                        "eddy: %s, model %s %s (%.12s), live page http://%s:%d/%s%n",
                        String.join(" and ", pipeline.topics().sources()) + " to "
                                + pipeline.topics().predictions(),
                        file.manifest().name(),
                        file.manifest().version(),
                        file.sha256(),
                        app.admin().address().host(),
                        port,
                        page);
    }

    private static void closeOnSignal(StreamApp app) {
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
    }
}

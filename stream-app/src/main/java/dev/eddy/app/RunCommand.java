package dev.eddy.app;

import dev.eddy.event.SignalFormat;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.SequenceModel;
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
            "Stop it with Ctrl-C or SIGTERM: what was read is finished and committed (and the exit code that of the signal, 130 "
                    + "or 143). After a crash it goes on from the last commit, as if nothing had been."
        })
class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private StreamOptions stream;

    @Mixin
    private FollowOptions published;

    @Mixin
    private AdminOptions admin;

    @Override
    public Integer call() throws InterruptedException {
        ModelFile file = model.read();
        AppSettings settings = settings(file);
        requireRule(settings.topology().format(), file);
        TopicCheck.requireTopics(kafka.target(), settings.topology(), published.topic());
        try (ServedApp served = ServedApp.start(settings, file, open(file), admin.address())) {
            closeOnSignal(served.app());
            say(file, served.port());
            Optional<Throwable> failure = served.app().awaitStop();
            failure.ifPresent(
                    error -> spec.commandLine().getErr().println("eddy: stopped: " + reason(error, settings)));
            return failure.isPresent() ? spec.exitCodeOnExecutionException() : spec.exitCodeOnSuccess();
        }
    }

    private static void requireRule(SignalFormat format, ModelFile file) {
        if (format == SignalFormat.READINGS && file.manifest().window().resample() == null) {
            throw new IllegalArgumentException("readings at any times must have a rule by which they become samples but"
                    + " the manifest says nothing (window.resample): give --resample hold:SAMPLES");
        }
    }

    /** Opens what the app serves. */
    SequenceModel open(ModelFile file) {
        return model.open(file, stream.batching().limit());
    }

    private static String reason(Throwable error, AppSettings settings) {
        List<Right> rights = new ArrayList<>(
                Right.ofApp(settings.topology(), settings.kafka().getProperty(StreamsConfig.APPLICATION_ID_CONFIG)));
        settings.models().ifPresent(it -> rights.addAll(Right.ofFollower(settings.topology(), it.topic())));
        String servers = settings.kafka().getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
        String reason = new Refusal(servers, rights).explain(error).orElse(String.valueOf(error.getMessage()));
        return Secrets.masked("", reason);
    }

    /** What the options come to for a model. */
    AppSettings settings(ModelFile file) {
        KafkaTarget target = kafka.target();
        return new AppSettings(
                stream.batching(),
                stream.topology(),
                target.registry(),
                stream.properties(file.manifest().name(), target.bootstrapServers())
                        .with(target.given()),
                published.source(target, it -> model.open(it, stream.batching().limit())));
    }

    private void say(ModelFile file, int port) {
        spec.commandLine()
                .getErr()
                .printf(
                        "eddy: model %s %s (%.12s), live page http://%s:%d/%n",
                        file.manifest().name(),
                        file.manifest().version(),
                        file.sha256(),
                        admin.address().host(),
                        port);
    }

    private static void closeOnSignal(StreamApp app) {
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
    }
}

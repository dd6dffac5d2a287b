package dev.eddy.app;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Device;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.rollout.ModelHead;
import dev.eddy.rollout.ModelPress;
import dev.eddy.rollout.Signatures;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model to the model topic. */
@Command(
        name = "publish",
        description = {
            "Loads a model, scores silence with it, and writes it to the model topic, which is made if there is none. Every "
                    + "instance that reads the topic makes it ready; what scores stays as it is until it is promoted.",
            ""
        })
final class PublishModelCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelTopicOptions models;

    @Parameters(paramLabel = "FILE", description = "An .onnx file.")
    private Path file;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "A manifest as JSON, for a file that has none inside.")
    private Optional<Path> manifest;

    @Option(
            names = "--carries-state-of",
            split = ",",
            paramLabel = "VERSION",
            description =
                    "Versions whose hidden states mean the same to this one, as after a little more training: then "
                            + "they are carried over when it takes over.")
    private List<String> carriesStateOf = List.of();

    @Option(
            names = "--sign-with",
            paramLabel = "FILE",
            description = "A private Ed25519 key (PEM), as 'openssl genpkey -algorithm ed25519' makes it.")
    private Optional<Path> key;

    @Override
    public Integer call() throws InterruptedException {
        ModelFile model = ModelFile.read(file, manifest);
        ModelHead plain = ModelHead.of(model, carriesStateOf, Instant.now().toString());
        ModelHead head = key.map(it -> Signatures.sign(plain, it)).orElse(plain);
        tryOut(model);
        models.makeTopic();
        try (ModelPress press = models.press(model.id().name())) {
            Optional<ModelHead> there =
                    models.read(this::say).find(model.id().name(), model.id().version());
            if (there.isPresent() && !there.get().id().equals(head.id())) {
                throw new IllegalArgumentException(
                        "version " + model.id().version() + " of " + model.id().name()
                                + " must be of this file but another one was published under it ("
                                + there.get().id() + "): give this one another version in its manifest");
            }
            press.publish(head, model.graph());
        }
        say("eddy: published " + head.id() + ", " + head.bytes() + " bytes, to " + models.topic()
                + "; an instance says 'is ready to take over' when it can be tried or promoted there");
        return spec.exitCodeOnSuccess();
    }

    /** What does not score here is published to nobody. */
    private static void tryOut(ModelFile model) throws InterruptedException {
        try (InferenceEngine engine =
                new InferenceEngine(OnnxModel.open(model, Device.CPU), BatchPolicy.CPU, new MetricRegistry())) {
            engine.warmUpInBatches();
        }
    }

    private void say(String what) {
        spec.commandLine().getErr().println(what);
        spec.commandLine().getErr().flush();
    }
}

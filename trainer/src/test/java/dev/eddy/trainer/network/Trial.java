package dev.eddy.trainer.network;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.StreamGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** A network with some runs of made-up steps, from its first weights to its proven file. */
record Trial(NetworkSpec spec, List<Steps> runs) {

    static final int LABELS = 3;

    /** A network of some layers on runs of small random values. */
    static Trial of(SignalSpec signal, int samples, List<LayerSpec> layers, long seed) {
        NetworkSpec spec = new NetworkSpec(signal, samples, layers, seed);
        SplittableRandom random = new SplittableRandom(seed);
        return new Trial(spec, runs(spec, () -> (float) (random.nextDouble() - 0.4)));
    }

    /** The same network on runs of whole numbers, some of which are outside of 0..size-1. */
    Trial withCodes(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Trial(spec, runs(spec, () -> random.nextInt(-1, size + 1)));
    }

    /** A network whose constants and running statistics have seen data. */
    Network fitted() {
        Network network = new Network(spec);
        network.observe(runs);
        network.train(true);
        float[] features = network.features(runs.get(0));
        Scope.evaluating(() -> {
            int channels = network.featureShape().values();
            Tensor row = Tensor.create(features, 1, channels, features.length / channels);
            return network.raw(row, new long[] {0}).numel();
        });
        network.train(false);
        return network;
    }

    Proof proof(Network network) {
        return new Proof(runs.stream()
                .map(run -> new Proof.Case(run.key(), run.count(), run.values(), raw(network, run)))
                .toList());
    }

    /** The last values {@code [step][value]} of every step. */
    static float[] raw(Network network, Steps run) {
        network.train(false);
        return Scope.evaluating(
                () -> Tensors.floats(network.raw(network.signal(run)).transpose(1, 2)));
    }

    ModelFile file(Network network) {
        StreamGraph graph = new StreamGraph("any", spec.samples(), spec.signal().channels());
        String scores = graph.nodes().op("Transpose", List.of(network.export(graph)), Attribute.ofAll("perm", 0, 2, 1));
        OutputSpec output = new OutputSpec("scores", OutputSpec.Kind.RAW, List.of(LABELS), List.of(), List.of());
        ModelManifest manifest = new ModelManifest(
                "any",
                "1",
                spec.signal(),
                WindowSpec.tumbling(spec.samples()),
                new InputSpec(StreamGraph.SIGNAL, List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                graph.states(),
                StreamGraph.LENGTHS,
                List.of(),
                List.of(output),
                null);
        return new ModelFile(graph.finish(List.of(scores), manifest), manifest);
    }

    /** Fits, exports and proves; a line per way of running the file. */
    List<String> proven(Path folder) throws IOException {
        Network network = fitted();
        return file(network).write(folder.resolve("any.onnx"), proof(network));
    }

    private static List<Steps> runs(NetworkSpec spec, Values values) {
        return IntStream.of(7, 1, 4, 2, 5)
                .mapToObj(steps -> {
                    float[] samples =
                            new float[steps * spec.samples() * spec.signal().channels()];
                    IntStream.range(0, samples.length).forEach(i -> samples[i] = values.next());
                    return Steps.labelled("run-" + steps, "group", samples, new int[steps]);
                })
                .toList();
    }

    private interface Values {
        float next();
    }
}

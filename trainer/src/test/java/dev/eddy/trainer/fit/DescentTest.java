package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.YamlFile;
import dev.eddy.trainer.network.LayerReader;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.NetworkSpec;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.network.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One dense unit of one input: a weight w and a bias b, under losses whose gradients are known. */
class DescentTest {

    @TempDir
    private Path folder;

    private Network network;
    private float w;
    private float b;

    @BeforeEach
    void build() throws IOException {
        Path file = Files.writeString(folder.resolve("network.yaml"), "network: [dense: {units: 1}]");
        network = new Network(new NetworkSpec(
                new SignalSpec(1, 10), 1, YamlFile.read(file, fields -> LayerReader.read(fields.list("network"))), 1));
        w = value(0);
        b = value(1);
    }

    @Test
    void shouldStepByTheGradientWithSgd() {
        step(spec(OptimizerSpec.Kind.SGD, 0, 0), 0);

        assertThat(value(0)).isCloseTo(w - 0.1f * 3, within(1e-6f));
        assertThat(value(1)).isCloseTo(b - 0.1f * 2, within(1e-6f));
    }

    /** The first step of Nesterov's momentum is (1 + momentum) gradients long. */
    @Test
    void shouldLookAheadWithNesterov() {
        step(spec(OptimizerSpec.Kind.SGD, 0, 0), 0.5);

        assertThat(value(0)).isCloseTo(w - 0.1f * 3 * 1.5f, within(1e-6f));
    }

    @Test
    void shouldPutL2IntoEveryGradientOfSgdAndL1IntoThatOfWeights() {
        step(spec(OptimizerSpec.Kind.SGD, 0.01, 0.2), 0);

        assertThat(value(0)).isCloseTo(w - 0.1f * (3 + 0.01f * w + 0.2f * Math.signum(w)), within(1e-6f));
        assertThat(value(1)).isCloseTo(b - 0.1f * (2 + 0.01f * b), within(1e-6f));
    }

    /** The first step of Adam is one rate long, whatever the gradient; decay shrinks the weight apart from that. */
    @Test
    void shouldDecayNothingButWeightsWithAdamW() {
        step(spec(OptimizerSpec.Kind.ADAMW, 0.5, 0), 0.9);

        assertThat(value(0)).isCloseTo(w * (1 - 0.1f * 0.5f) - 0.1f, within(1e-5f));
        assertThat(value(1)).isCloseTo(b - 0.1f, within(1e-5f));
    }

    @Test
    void shouldKeepTheGradientsWithinTheNorm() {
        OptimizerSpec clipped = new OptimizerSpec(OptimizerSpec.Kind.SGD, 0.1, 0, 0, 0, 1);

        step(clipped, 0);

        assertThat(value(0)).isCloseTo(w - 0.1f * 3 / (float) Math.sqrt(13), within(1e-5f));
    }

    /** The loss 3 w + 2 b. */
    private void step(OptimizerSpec spec, double momentum) {
        Descent descent = new Descent(network, spec);
        Scope.fitting(() -> {
            Tensor loss = network.parameters()
                    .get(0)
                    .sum()
                    .mul(new Scalar(3f))
                    .add(network.parameters().get(1).sum().mul(new Scalar(2f)));
            descent.step(loss, 0.1, momentum);
            return spec;
        });
    }

    private float value(int parameter) {
        return Tensors.floats(network.parameters().get(parameter))[0];
    }

    private static OptimizerSpec spec(OptimizerSpec.Kind kind, double decay, double l1) {
        return new OptimizerSpec(kind, 0.1, 0.9, decay, l1, 1e6);
    }
}

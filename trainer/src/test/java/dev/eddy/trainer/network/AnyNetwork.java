package dev.eddy.trainer.network;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Composes networks of layers in random company; the same seed gives the same network. */
final class AnyNetwork {

    private final SplittableRandom random;
    private final List<LayerSpec> layers = new ArrayList<>();
    private FrameShape shape;

    private AnyNetwork(SplittableRandom random, FrameShape shape) {
        this.random = random;
        this.shape = shape;
    }

    static Trial ofSensors(long seed) {
        AnyNetwork any = new AnyNetwork(new SplittableRandom(seed), new FrameShape(2, 16));
        any.add(new Normalize());
        any.add(new Noise(0.1));
        for (int i = any.random.nextInt(3); i >= 0; i--) {
            any.block();
        }
        return any.end(new SignalSpec(2, 50), 16, seed);
    }

    private Trial end(SignalSpec signal, int samples, long seed) {
        recurrent();
        add(new Readout(any(Readout.Take.values())));
        add(new Dropout(0.3));
        add(new Dense(Trial.LABELS));
        return Trial.of(signal, samples, layers, seed);
    }

    private void block() {
        switch (random.nextInt(2)) {
            case 0 -> convolution();
            default -> recurrent();
        }
    }

    private void convolution() {
        add(new Conv1d(4 + random.nextInt(5), 1 + random.nextInt(5), any(Context.values())));
        add(new BatchNorm());
        add(new Activation(any(Activation.Function.values())));
        add(new Pool1d(stride()));
    }

    private void recurrent() {
        Context context = any(Context.values());
        boolean bidirectional = context == Context.WINDOW && random.nextBoolean();
        int layers = 1 + random.nextInt(2);
        add(new Recurrent(any(Cell.values()), any(Cell.Function.values()), 5, layers, context, bidirectional));
    }

    private int stride() {
        return shape.perStep() % 2 == 0 ? 1 + random.nextInt(2) : 1;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private void add(LayerSpec layer) {
        Problems problems = new Problems("any network");
        shape = layer.shape(shape, problems);
        problems.throwIfAny();
        layers.add(layer);
    }
}

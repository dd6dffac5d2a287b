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
        any.constants();
        any.add(new Noise(0.1));
        for (int i = any.random.nextInt(3); i >= 0; i--) {
            any.block();
        }
        return any.end(new SignalSpec(2, 50), 16, seed);
    }

    /** Audio at 8 kHz in steps of 40 ms. */
    static Trial ofSound(long seed) {
        AnyNetwork any = new AnyNetwork(new SplittableRandom(seed), new FrameShape(1, 320));
        Framing framing = new Framing(80 + any.random.nextInt(30), 80, 128);
        any.add(any.random.nextBoolean() ? new LogMel(framing, 12, 20) : new Spectrogram(framing));
        any.add(new Normalize());
        any.add(new MaskBand(3));
        any.add(new Dense(6));
        any.block();
        any.block();
        return any.end(new SignalSpec(1, 8000), 320, seed);
    }

    /** Four characters per step. */
    static Trial ofCodes(long seed) {
        AnyNetwork any = new AnyNetwork(new SplittableRandom(seed), new FrameShape(1, 4));
        any.add(new Embedding(7, 6));
        any.block();
        any.block();
        return any.end(new SignalSpec(1, 10), 4, seed).withCodes(7, seed);
    }

    /** Two pictures of 2 channels, 4 rows and 6 columns per step. */
    static Trial ofPictures(long seed) {
        AnyNetwork any = new AnyNetwork(new SplittableRandom(seed), new FrameShape(48, 2));
        any.add(new Normalize());
        any.add(new Reshape(4, 6));
        any.grid(3);
        any.grid(1);
        any.add(new Flatten());
        any.block();
        return any.end(new SignalSpec(48, 10), 2, seed);
    }

    private Trial end(SignalSpec signal, int samples, long seed) {
        recurrent();
        add(new Readout(any(Readout.Take.values())));
        add(new Dropout(0.3));
        add(new Dense(Trial.LABELS));
        return Trial.of(signal, samples, layers, seed);
    }

    /** Constants of the data for all channels together, or for each on its own way. */
    private void constants() {
        if (random.nextBoolean()) {
            add(new Normalize());
            return;
        }
        List<LayerSpec> fitted =
                random.nextBoolean() ? List.of(new Normalize(), new Dense(2)) : List.of(new Normalize());
        List<Branch> branches =
                List.of(new Branch(List.of(1), fitted), new Branch(List.of(0, 1), List.of(new Normalize())));
        add(new Fusion(branches, Fusion.Join.CONCAT));
    }

    private void block() {
        switch (random.nextInt(6)) {
            case 0 -> convolution();
            case 1 -> recurrent();
            case 2 -> pool();
            case 3 -> add(new Attention(1 + random.nextInt(3), 1 + random.nextInt(4), 1 + random.nextInt(20)));
            case 4 -> rowsOverTime();
            default -> fusion();
        }
    }

    private void convolution() {
        int groups = shape.channels() % 2 == 0 ? 1 + random.nextInt(2) : 1;
        int filters = groups * (2 + random.nextInt(3));
        Context context = any(Context.values());
        int widest = context == Context.CARRIED ? 5 : Math.min(5, shape.perStep());
        add(new Conv1d(filters, 1 + random.nextInt(widest), context, groups, random.nextBoolean()));
        add(new BatchNorm());
        add(new Activation(any(Activation.Function.values())));
    }

    private void pool() {
        int size = shape.perStep() % 2 == 0 ? 1 + random.nextInt(2) : 1;
        add(new Pool1d(size, any(Pooling.values())));
    }

    /** Branches of any layers, one of which does nothing. */
    private void fusion() {
        Fusion.Join join = any(Fusion.Join.values());
        List<Branch> branches = new ArrayList<>(List.of(new Branch(List.of(), List.of())));
        for (int i = random.nextInt(2); i >= 0; i--) {
            AnyNetwork inner = new AnyNetwork(random, shape);
            inner.block();
            inner.add(new Dense(shape.channels()));
            if (inner.shape.perStep() == shape.perStep()) {
                branches.add(new Branch(List.of(), inner.layers));
            }
        }
        List<Integer> last = join == Fusion.Join.CONCAT ? List.of(shape.channels() - 1) : List.of();
        branches.add(new Branch(last, List.of(new Activation(Activation.Function.TANH))));
        add(new Fusion(branches, join));
    }

    private void rowsOverTime() {
        add(new Dense(8));
        add(new Reshape(4, 1));
        grid(shape.perStep() % 2 == 0 ? 1 + random.nextInt(2) : 1);
        grid(1);
        add(new Flatten());
    }

    /** Layers of a grid, {@code columns} of which become one, be they frames or columns of pictures. */
    private void grid(int columns) {
        Size2d kernel = new Size2d(1 + random.nextInt(4), 1 + random.nextInt(4));
        add(new Conv2d(2 + random.nextInt(3), kernel, any(Context.values())));
        add(new BatchNorm());
        add(new Activation(any(Activation.Function.values())));
        add(new Dropout(0.2));
        if (random.nextInt(3) == 0) {
            Branch skip = new Branch(List.of(), List.of());
            Branch one = new Branch(List.of(1), List.of(new Conv2d(2, kernel, any(Context.values()))));
            add(new Fusion(List.of(skip, one), Fusion.Join.CONCAT));
        }
        add(new Pool2d(new Size2d(1 + random.nextInt(2), columns), any(Pooling.values())));
    }

    private void recurrent() {
        Context context = any(Context.values());
        boolean bidirectional = context == Context.WINDOW && random.nextBoolean();
        int layers = 1 + random.nextInt(2);
        add(new Recurrent(any(Cell.values()), any(Cell.Function.values()), 5, layers, context, bidirectional));
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

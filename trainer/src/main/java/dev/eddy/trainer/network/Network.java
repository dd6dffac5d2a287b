package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A network and its weights. Its first layers, those that fitting never changes, turn steps into features once; the
 * others turn features into scores again and again.
 *
 * <p>Not thread-safe; draws from torch's one random generator.
 */
public final class Network {

    private final NetworkSpec spec;
    private final Module root = new Module();
    private final List<Layer> layers = new ArrayList<>();
    private final List<FrameShape> shapes = new ArrayList<>();
    private final int fixed;
    private final int perFrame;
    private boolean training;

    /**
     * Builds a network with fresh weights.
     *
     * @param spec checked before
     */
    public Network(NetworkSpec spec) {
        this.spec = spec;
        this.fixed = Chain.fixed(spec.layers());
        this.perFrame = spec.perFrame(fixed);
        torch.manual_seed(spec.seed());
        FrameShape shape = spec.input();
        double rate = spec.signal().sampleRate();
        Problems checked = new Problems("network");
        shapes.add(shape);
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerSpec layer = spec.layers().get(i);
            layers.add(layer.build(new Place("layer" + i, shape, rate, spec.seed() + i, root)));
            rate = layer.rate(rate, checked);
            shape = layer.shape(shape, checked);
            shapes.add(shape);
        }
    }

    /**
     * Takes the constants of the fixed layers from the training data.
     *
     * @param examples nothing but training data
     */
    public void observe(List<Steps> examples) {
        new Chain(layers, fixed)
                .observe(observer -> examples.forEach(example -> Scope.evaluating(() -> {
                    observer.accept(signal(example));
                    return example;
                })));
    }

    /**
     * What the fixed layers make of a run of steps.
     *
     * @param steps the run
     * @return {@code [channel][frame]} flattened, of shape {@link #featureShape()} per step
     */
    public float[] features(Steps steps) {
        return Scope.evaluating(() -> Tensors.floats(forward(signal(steps), 0, fixed)));
    }

    /**
     * The shape of features.
     *
     * @return channels and frames per step
     */
    public FrameShape featureShape() {
        return shapes.get(fixed);
    }

    /**
     * The network's last values at some steps. What the last layers would make of the other steps is not computed.
     *
     * @param features float {@code [batch][channel][frame]}
     * @param places steps {@code row * steps + step}
     * @return float {@code [place][value]}
     */
    public Tensor raw(Tensor features, long[] places) {
        return raw(features, List.of(), places, Memory.none());
    }

    /**
     * The same for rows that are padded at their end, or read in several goes; padding has no part in statistics.
     *
     * @param features float {@code [batch][channel][frame]}
     * @param steps valid steps of each row; none if all are valid
     * @param places steps {@code row * steps + step}
     * @param memory of the same rows' steps before
     * @return float {@code [place][value]}
     */
    public Tensor raw(Tensor features, List<Integer> steps, long[] places, Memory memory) {
        Chain inner = new Chain(layers.subList(fixed, perFrame), 0);
        Tensor x = inner.forward(features, new Pass(training, steps, memory));
        Tensor rows = x.transpose(1, 2).reshape(-1, x.size(1));
        Tensor chosen = rows.index_select(0, Tensor.create(places, places.length));
        return forward(chosen.unsqueeze(2), perFrame, layers.size()).squeeze(2);
    }

    /**
     * The network's last values at every step, from the initial hidden state.
     *
     * @param signal float {@code [1][channel][step * sample]}
     * @return float {@code [1][value][step]}
     */
    public Tensor raw(Tensor signal) {
        return forward(signal, 0, layers.size());
    }

    /**
     * Switches between fitting and evaluation.
     *
     * @param on true while fitting
     */
    public void train(boolean on) {
        training = on;
        root.train(on);
    }

    /**
     * Everything that fitting changes by gradients.
     *
     * @return the tensors themselves
     */
    public TensorVector parameters() {
        return root.parameters();
    }

    /**
     * How many numbers are fitted.
     *
     * @return all parameters of all layers
     */
    public long size() {
        TensorVector parameters = parameters();
        return LongStream.range(0, parameters.size())
                .map(i -> parameters.get(i).numel())
                .sum();
    }

    /**
     * Copies the weights and running statistics.
     *
     * @return to be given to {@link #restore}
     */
    public List<Tensor> snapshot() {
        return tensors().stream().map(tensor -> tensor.detach().clone()).toList();
    }

    /**
     * Puts the weights and running statistics back.
     *
     * @param snapshot of this network
     */
    public void restore(List<Tensor> snapshot) {
        Scope.evaluating(() -> {
            List<Tensor> tensors = tensors();
            for (int i = 0; i < tensors.size(); i++) {
                tensors.get(i).copy_(snapshot.get(i));
            }
            return tensors.size();
        });
    }

    /**
     * Writes the whole network.
     *
     * @param graph takes nodes and states
     * @return name of the last values {@code [batch][value][step]}
     */
    public String export(StreamGraph graph) {
        return new Chain(layers, fixed).export(graph, graph.start());
    }

    /**
     * The samples of some steps on one time axis.
     *
     * @param steps of one recording
     * @return float {@code [1][channel][step * sample]}
     */
    public Tensor signal(Steps steps) {
        int channels = spec.signal().channels();
        return Tensor.create(steps.values(), 1, steps.values().length / channels, channels)
                .transpose(1, 2);
    }

    private Tensor forward(Tensor x, int from, int to) {
        return new Chain(layers.subList(from, to), 0).forward(x, new Pass(training, List.of(), Memory.none()));
    }

    /** Handles of their own: what a vector hands out is gone when the garbage collector frees the vector. */
    private List<Tensor> tensors() {
        List<Tensor> all = new ArrayList<>();
        for (TensorVector some : List.of(root.parameters(), root.buffers())) {
            LongStream.range(0, some.size())
                    .mapToObj(i -> new Tensor(some.get(i)))
                    .forEach(all::add);
        }
        return all;
    }
}

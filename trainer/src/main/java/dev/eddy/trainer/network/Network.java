package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
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
    private boolean training;

    /**
     * Builds a network with fresh weights.
     *
     * @param spec checked before
     */
    public Network(NetworkSpec spec) {
        this.spec = spec;
        this.fixed = (int) spec.layers().stream().takeWhile(LayerSpec::fixed).count();
        torch.manual_seed(spec.seed());
        FrameShape shape = spec.input();
        shapes.add(shape);
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerSpec layer = spec.layers().get(i);
            layers.add(layer.build(new Place("layer" + i, shape, spec.signal().sampleRate(), spec.seed() + i, root)));
            shape = layer.shape(shape, new Problems("network"));
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
     * Computes the scores before the softmax.
     *
     * @param features float {@code [batch][channel][frame]}
     * @return float {@code [batch][label][step]}
     */
    public Tensor logits(Tensor features) {
        return logits(features, List.of());
    }

    /**
     * Computes the scores before the softmax of rows that are padded at their end; padding has no part in statistics.
     *
     * @param features float {@code [batch][channel][frame]}
     * @param steps valid steps of each row; none if all are valid
     * @return float {@code [batch][label][step]}
     */
    public Tensor logits(Tensor features, List<Integer> steps) {
        return new Chain(layers.subList(fixed, layers.size()), 0).forward(features, new Pass(training, steps));
    }

    /**
     * What the network says about a run of steps, from the initial hidden state.
     *
     * @param steps the run
     * @return probabilities {@code [step][label]} flattened
     */
    public float[] scores(Steps steps) {
        train(false);
        return Scope.evaluating(() -> {
            Tensor logits = forward(signal(steps), 0, layers.size());
            return Tensors.floats(torch.softmax(logits.transpose(1, 2), 2));
        });
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
     * @return name of the probabilities {@code [batch][step][label]}
     */
    public String export(StreamGraph graph) {
        String x = graph.start();
        for (Layer layer : layers) {
            x = layer.export(graph, x);
        }
        OnnxGraph nodes = graph.nodes();
        String rows = nodes.op("Transpose", List.of(x), Attribute.ofAll("perm", 0, 2, 1));
        return nodes.op("Softmax", List.of(rows), Attribute.of("axis", -1));
    }

    private Tensor signal(Steps steps) {
        int channels = spec.signal().channels();
        return Tensor.create(steps.values(), 1, steps.values().length / channels, channels)
                .transpose(1, 2);
    }

    private Tensor forward(Tensor x, int from, int to) {
        return new Chain(layers.subList(from, to), 0).forward(x, new Pass(training, List.of()));
    }

    private List<Tensor> tensors() {
        List<Tensor> all = new ArrayList<>();
        for (TensorVector some : List.of(root.parameters(), root.buffers())) {
            LongStream.range(0, some.size()).mapToObj(some::get).forEach(all::add);
        }
        return all;
    }
}

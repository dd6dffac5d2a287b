package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers, one behind the other.
 *
 * @param layers possibly none
 * @param fixed how many of the first ones are never changed by fitting
 */
record Chain(List<Layer> layers, int fixed) implements Observing {

    /** The shape that comes out; {@code problems} is told whatever does not fit, at {@code [index].}. */
    static FrameShape shape(List<LayerSpec> specs, FrameShape in, Problems problems) {
        FrameShape shape = in;
        for (int i = 0; i < specs.size(); i++) {
            Problems here = problems.at("[%d].".formatted(i));
            if (i > fixed(specs)) {
                specs.get(i).checkBehindFitted(here);
            }
            shape = specs.get(i).shape(shape, here);
        }
        return shape;
    }

    /** The rate that comes out; {@code problems} is told whatever does not fit, at {@code [index].}. */
    static double rate(List<LayerSpec> specs, double in, Problems problems) {
        double rate = in;
        for (int i = 0; i < specs.size(); i++) {
            rate = specs.get(i).rate(rate, problems.at("[%d].".formatted(i)));
        }
        return rate;
    }

    /** How many of the first layers are never changed by fitting. */
    static int fixed(List<LayerSpec> specs) {
        return (int) specs.stream().takeWhile(LayerSpec::fixed).count();
    }

    /** Builds layers that are named after their place and their number. */
    static Chain build(List<LayerSpec> specs, Place place) {
        List<Layer> layers = new ArrayList<>();
        FrameShape shape = place.in();
        for (int i = 0; i < specs.size(); i++) {
            Problems checked = new Problems("network");
            double rate = rate(specs.subList(0, i), place.sampleRate(), checked);
            layers.add(specs.get(i).build(place.inside(i, shape).withRate(rate)));
            shape = specs.get(i).shape(shape, checked);
        }
        return new Chain(layers, fixed(specs));
    }

    /** Only layers that nothing fitted stands before can take constants from the data. */
    @Override
    public void observe(Inputs inputs) {
        for (int i = 0; i <= fixed && i < layers.size(); i++) {
            if (layers.get(i) instanceof Observing observing) {
                Chain before = new Chain(layers.subList(0, i), i);
                observing.observe(observer -> inputs.forEach(x -> observer.accept(before.forward(x, Pass.EVALUATION))));
            }
        }
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.forward(y, pass);
        }
        return y;
    }

    @Override
    public String export(StreamGraph graph, String x) {
        String y = x;
        for (Layer layer : layers) {
            y = layer.export(graph, y);
        }
        return y;
    }
}

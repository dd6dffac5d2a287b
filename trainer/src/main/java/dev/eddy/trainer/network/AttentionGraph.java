package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import java.util.List;

/**
 * The nodes of an {@link Attention}.
 *
 * @param nodes takes them
 * @param spec how wide it is and how far it sees
 */
record AttentionGraph(OnnxGraph nodes, Attention spec) {

    /**
     * What every frame makes of those that it sees.
     *
     * @param queries {@code [batch][width][frame]}
     * @param seen {@code [batch][2 * width + 1][context + frame]}: keys, values, and 1 where there is a frame at all
     * @return name of a tensor {@code [batch][width][frame]}
     */
    String sums(String queries, String seen) {
        List<String> parts = split(seen, spec.width(), spec.width(), 1);
        String rows = framesFirst(heads(queries));
        String products = nodes.op("MatMul", List.of(rows, heads(parts.get(0))));
        String scores = nodes.op("Mul", List.of(products, nodes.floats(new float[] {spec.scale()})));
        String masked = nodes.op("Where", List.of(visible(rows, parts.get(2)), scores, unseen()));
        String shares = nodes.op("Softmax", List.of(masked), Attribute.of("axis", -1));
        String sums = nodes.op("MatMul", List.of(shares, framesFirst(heads(parts.get(1)))));
        return nodes.op("Reshape", List.of(framesFirst(sums), nodes.longs(0, spec.width(), -1)));
    }

    /** Splits channels. */
    List<String> split(String x, long... channels) {
        return nodes.ops("Split", List.of(x, nodes.longs(channels)), channels.length, Attribute.of("axis", 1));
    }

    private String heads(String x) {
        return nodes.op("Reshape", List.of(x, nodes.longs(0, spec.heads(), spec.size(), -1)));
    }

    /** Swaps the last two of four axes. */
    private String framesFirst(String x) {
        return nodes.op("Transpose", List.of(x), Attribute.ofAll("perm", 0, 1, 3, 2));
    }

    private String unseen() {
        return nodes.floats(new float[] {Attention.UNSEEN});
    }

    /** Whether a frame (third axis) sees another one (fourth axis): it is there, near enough, and not later. */
    private String visible(String rows, String there) {
        String ahead = nodes.op("Sub", List.of(numbers(there, 2), column(numbers(rows, 2))));
        String nearEnough = nodes.op("GreaterOrEqual", List.of(ahead, nodes.longs(0)));
        String notLater = nodes.op("Less", List.of(ahead, nodes.longs(spec.last())));
        String oneHead = nodes.op("Unsqueeze", List.of(there, nodes.longs(1)));
        String exists = nodes.op("Greater", List.of(oneHead, nodes.floats(new float[] {0.5f})));
        return nodes.op("And", List.of(nodes.op("And", List.of(nearEnough, notLater)), exists));
    }

    /** 0, 1, 2… along an axis. */
    private String numbers(String x, int axis) {
        String size = nodes.op("Shape", List.of(x), Attribute.of("start", axis), Attribute.of("end", axis + 1));
        return nodes.op("Range", List.of(scalar(nodes.longs(0)), scalar(size), scalar(nodes.longs(1))));
    }

    private String column(String numbers) {
        return nodes.op("Unsqueeze", List.of(numbers, nodes.longs(1)));
    }

    private String scalar(String single) {
        return nodes.op("Squeeze", List.of(single));
    }
}

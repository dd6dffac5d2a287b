package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A signal as images {@code [image][channel][row][column]} and back. Where frames are pictures, every frame is an
 * image; otherwise a whole row of the batch is one, and its columns are the frames.
 *
 * @param shape of the signal
 */
record Images(FrameShape shape) {

    /** Whether every frame is an image. */
    boolean pictures() {
        return shape.columns() > 1;
    }

    Tensor of(Tensor x) {
        return pictures()
                ? x.transpose(1, 2).reshape(-1, shape.channels(), shape.rows(), shape.columns())
                : x.reshape(x.size(0), shape.channels(), shape.rows(), -1);
    }

    String of(StreamGraph graph, String x) {
        OnnxGraph nodes = graph.nodes();
        if (pictures()) {
            String frames = nodes.op("Transpose", List.of(x), Attribute.ofAll("perm", 0, 2, 1));
            String grid = nodes.longs(-1, shape.channels(), shape.rows(), shape.columns());
            return nodes.op("Reshape", List.of(frames, grid));
        }
        return nodes.op("Reshape", List.of(x, nodes.longs(0, shape.channels(), shape.rows(), -1)));
    }

    /** Back from images to {@code batch} rows of another shape. */
    Tensor signal(Tensor images, long batch, FrameShape out) {
        return pictures()
                ? images.reshape(batch, -1, out.values()).transpose(1, 2)
                : images.reshape(batch, out.values(), -1);
    }

    String signal(StreamGraph graph, String images, FrameShape out) {
        OnnxGraph nodes = graph.nodes();
        if (pictures()) {
            String frames = graph.perRow(images, -1, out.values());
            return nodes.op("Transpose", List.of(frames), Attribute.ofAll("perm", 0, 2, 1));
        }
        return nodes.op("Reshape", List.of(images, nodes.longs(0, out.values(), -1)));
    }
}

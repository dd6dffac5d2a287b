package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes every few values of a grid one.
 *
 * @param size rows, and frames or the columns of pictures, that become one
 * @param kind what becomes of them
 */
record Pool2d(Size2d size, Pooling kind) implements LayerSpec {

    static Pool2d read(Fields fields) {
        return new Pool2d(Size2d.read(fields, "size"), fields.choice("kind", Pooling.MAX));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireDivides("pool2d.size[0]", size.rows(), in.rows(), "rows", problems);
        int rows = Math.max(1, in.rows() / size.rows());
        if (!new Images(in).pictures()) {
            Rules.requireWholeStrides("pool2d.size[1]", size.columns(), in, problems);
            return new FrameShape(in.channels(), rows, 1, Math.max(1, in.perStep() / size.columns()));
        }
        Rules.requireDivides("pool2d.size[1]", size.columns(), in.columns(), "columns", problems);
        int columns = Math.max(1, in.columns() / size.columns());
        problems.require(
                rows == 1 || columns > 1,
                ("pool2d.size %s must leave two columns or more of a picture with %d rows but leaves one, which would"
                                + " be rows over time; make all rows one too")
                        .formatted(size, rows));
        return new FrameShape(in.channels(), rows, columns, in.perStep());
    }

    @Override
    public Layer build(Place place) {
        return new Built(this, place.in(), shape(place.in(), new Problems("network")));
    }

    private record Built(Pool2d spec, FrameShape in, FrameShape out) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor images = new Images(in).of(x);
            long[] size = {spec.size.rows(), spec.size.columns()};
            Tensor y = spec.kind == Pooling.MAX ? torch.max_pool2d(images, size) : torch.avg_pool2d(images, size);
            return new Images(in).signal(y, x.size(0), out);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String y = nodes.op(
                    spec.kind.operator(),
                    List.of(new Images(in).of(graph, x)),
                    Attribute.ofAll("kernel_shape", spec.size.rows(), spec.size.columns()),
                    Attribute.ofAll("strides", spec.size.rows(), spec.size.columns()));
            return new Images(in).signal(graph, y, out);
        }
    }
}

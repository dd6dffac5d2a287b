package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Recurrent cells, one layer on top of the other.
 *
 * @param cell what each layer is made of
 * @param hidden channels of each layer
 * @param layers how many, 1 or more
 */
record Recurrent(Cell cell, int hidden, int layers) implements LayerSpec {

    static Recurrent read(Fields fields) {
        return new Recurrent(
                fields.choice("cell", Cell.LSTM),
                fields.integer("hidden", 1, 4096),
                fields.integer("layers", 1, 16, 1));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return new FrameShape(hidden, in.perStep());
    }

    @Override
    public Layer build(Place place) {
        List<Cell.Built> cells = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            int in = i == 0 ? place.in().channels() : hidden;
            cells.add(cell.build(in, hidden, place.name() + "_" + i, place.root()));
        }
        return new Built(cells, place.in().perStep());
    }

    private record Built(List<Cell.Built> cells, int perStep) implements Layer {

        @Override
        public Tensor forward(Tensor x, boolean training) {
            Tensor y = x.permute(2, 0, 1);
            for (Cell.Built cell : cells) {
                y = cell.forward(y);
            }
            return y.permute(1, 2, 0);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            String lengths = graph.nodes().toInt32(graph.validFrames(perStep));
            String y = graph.nodes().op("Transpose", List.of(x), Attribute.ofAll("perm", 2, 0, 1));
            for (Cell.Built cell : cells) {
                y = cell.export(graph, y, lengths);
            }
            return graph.nodes().op("Transpose", List.of(y), Attribute.ofAll("perm", 1, 2, 0));
        }
    }
}

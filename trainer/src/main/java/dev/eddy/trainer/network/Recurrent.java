package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Names;
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
 * @param function of Elman cells; the others have their own
 * @param hidden channels of each layer and direction
 * @param layers how many, 1 or more
 * @param context where the hidden state at the start of a step comes from
 * @param bidirectional whether every layer also reads each step from its end to its start
 */
record Recurrent(Cell cell, Cell.Function function, int hidden, int layers, Context context, boolean bidirectional)
        implements LayerSpec {

    /** Cells that read forward and carry their state. */
    Recurrent(Cell cell, int hidden, int layers) {
        this(cell, Cell.Function.TANH, hidden, layers, Context.CARRIED, false);
    }

    static Recurrent read(Fields fields) {
        Recurrent read = new Recurrent(
                fields.choice("cell", Cell.LSTM),
                fields.choice("function", Cell.Function.TANH),
                fields.integer("hidden", 1, 4096),
                fields.integer("layers", 1, 16, 1),
                fields.choice("context", Context.CARRIED),
                fields.flag("bidirectional", false));
        fields.problems()
                .require(
                        read.cell == Cell.ELMAN || !fields.has("function"),
                        "%s.function is for cell: elman but the cell is %s, which has its own functions; leave it out"
                                .formatted(fields.path(), Names.word(read.cell)));
        return read;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("recurrent", in, problems);
        problems.require(
                !bidirectional || context == Context.WINDOW,
                "recurrent.bidirectional: true needs context: window but the context is carried: a model that runs"
                        + " along a stream cannot read its future, only each step backwards from its end; write"
                        + " context: window or leave bidirectional out");
        return new FrameShape(channels(), in.perStep());
    }

    int directions() {
        return bidirectional ? 2 : 1;
    }

    /** How many channels go out. */
    int channels() {
        return directions() * hidden;
    }

    @Override
    public Layer build(Place place) {
        List<CellLayer> cells = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            int in = i == 0 ? place.in().channels() : channels();
            String name = place.name() + "_" + i;
            cells.add(new CellLayer(this, name, in, cell.build(this, in, name, place.root())));
        }
        return context == Context.CARRIED ? new Carried(place, cells) : new Windowed(place, cells, channels());
    }

    private static Tensor run(List<CellLayer> cells, Tensor x, Memory memory) {
        Tensor y = x.permute(2, 0, 1);
        for (CellLayer layer : cells) {
            y = layer.forward(y, memory);
        }
        return y.permute(1, 2, 0);
    }

    private record Carried(Place place, List<CellLayer> cells) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return run(cells, x, pass.memory());
        }

        @Override
        public String export(StreamGraph graph, String x) {
            String lengths = graph.nodes().toInt32(graph.validFrames(place.in().perStep()));
            String y = graph.nodes().op("Transpose", List.of(x), Attribute.ofAll("perm", 2, 0, 1));
            for (CellLayer layer : cells) {
                y = layer.exportCarried(graph, y, lengths);
            }
            return graph.nodes().op("Transpose", List.of(y), Attribute.ofAll("perm", 1, 2, 0));
        }
    }

    /** Every step is a row of its own. */
    private record Windowed(Place place, List<CellLayer> cells, int channels) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor steps = new StepRows(place.in()).apart(x);
            return out().together(run(cells, steps, Memory.none()), x.size(0));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            String steps = new StepRows(place.in()).apart(graph, x);
            String y = graph.nodes().op("Transpose", List.of(steps), Attribute.ofAll("perm", 2, 0, 1));
            for (CellLayer layer : cells) {
                y = layer.exportWindow(graph.nodes(), y);
            }
            String rows = graph.nodes().op("Transpose", List.of(y), Attribute.ofAll("perm", 1, 2, 0));
            return out().together(graph, rows);
        }

        private StepRows out() {
            return new StepRows(place.in().withChannels(channels));
        }
    }
}

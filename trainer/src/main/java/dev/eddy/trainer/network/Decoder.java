package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The second half of a sequence-to-sequence network: from what is known at the end of a step, cells that are fed their
 * own output say one value after the other. Their first hidden state is tanh of a linear function of the frame that
 * comes in, their first input is zero. Unrolled in the graph.
 *
 * @param cell what it is made of
 * @param hidden channels of the cells
 * @param ahead how many times the cells speak
 * @param values numbers that they say each time
 */
record Decoder(Cell cell, int hidden, int ahead, int values) implements LayerSpec {

    static Decoder read(Fields fields) {
        return new Decoder(
                fields.choice("cell", Cell.LSTM),
                fields.integer("hidden", 1, 4096),
                fields.integer("ahead", 1, 1024),
                fields.integer("values", 1, 4096, 1));
    }

    @Override
    public boolean perFrame() {
        return true;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("decoder", in, problems);
        problems.require(
                in.perStep() == 1,
                "decoder wants one frame per step but gets %d; put a readout in front of it".formatted(in.perStep()));
        return new FrameShape(ahead * values, in.perStep());
    }

    @Override
    public Layer build(Place place) {
        Recurrent spec = new Recurrent(cell, hidden, 1);
        String name = place.name();
        CellLayer cells = new CellLayer(spec, name, values, cell.build(spec, values, name, place.root()));
        int states = cell.states().size();
        LinearImpl bridge = new LinearImpl(place.in().channels(), (long) states * hidden);
        LinearImpl voice = new LinearImpl(hidden, values);
        place.root().register_module(name + "_bridge", bridge);
        place.root().register_module(name + "_voice", voice);
        return new Built(this, cells, new Affine(bridge), new Affine(voice));
    }

    private record Built(Decoder spec, CellLayer cells, Affine bridge, Affine voice) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor rows = x.transpose(1, 2).reshape(-1, x.size(1));
            Tensor first = bridge.forward(rows).tanh().unsqueeze(0);
            List<Tensor> states = IntStream.range(0, states())
                    .mapToObj(i ->
                            first.narrow(2, (long) i * spec.hidden, spec.hidden).contiguous())
                    .toList();
            Tensor said = torch.zeros(1, rows.size(0), spec.values);
            TensorVector all = new TensorVector();
            for (int i = 0; i < spec.ahead; i++) {
                List<Tensor> result = cells.cells().resume().apply(said, states);
                said = voice.forward(result.get(0));
                states = result.subList(1, result.size());
                all.push_back(said.squeeze(0));
            }
            return torch.cat(all, 1).reshape(x.size(0), x.size(2), -1).transpose(1, 2);
        }

        private int states() {
            return spec.cell.states().size();
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String steps = nodes.op("Transpose", List.of(x), Attribute.ofAll("perm", 0, 2, 1));
            String rows = nodes.op("Reshape", List.of(steps, nodes.longs(1, -1, bridge.in())));
            String first = nodes.op("Tanh", List.of(bridge.export(nodes, rows)));
            long[] sizes =
                    IntStream.range(0, states()).mapToLong(i -> spec.hidden).toArray();
            List<String> states =
                    nodes.ops("Split", List.of(first, nodes.longs(sizes)), states(), Attribute.of("axis", 2));
            String all = nodes.op("Concat", said(nodes, rows, states), Attribute.of("axis", 2));
            String perStep = graph.perRow(all, -1, (long) spec.ahead * spec.values);
            return nodes.op("Transpose", List.of(perStep), Attribute.ofAll("perm", 0, 2, 1));
        }

        /** The names of what the cells say one after the other, each {@code [1][row][value]}. */
        private List<String> said(OnnxGraph nodes, String rows, List<String> first) {
            List<String> weights = cells.weights(nodes);
            Affine.Constants speak = voice.constants(nodes);
            List<String> states = first;
            String newest = silence(nodes, rows);
            List<String> all = new ArrayList<>();
            for (int i = 0; i < spec.ahead; i++) {
                List<String> outputs = cells.exportFrame(nodes, newest, weights, states);
                states = outputs.subList(1, outputs.size());
                newest = speak.apply(nodes, states.get(0));
                all.add(newest);
            }
            return all;
        }

        /** Zeros {@code [1][row][value]}. */
        private String silence(OnnxGraph nodes, String rows) {
            String count = nodes.op("Slice", List.of(nodes.op("Shape", List.of(rows)), nodes.longs(1), nodes.longs(2)));
            String shape = nodes.op(
                    "Concat", List.of(nodes.longs(1), count, nodes.longs(spec.values)), Attribute.of("axis", 0));
            return nodes.op("Expand", List.of(nodes.floats(new float[] {0f}), shape));
        }
    }
}

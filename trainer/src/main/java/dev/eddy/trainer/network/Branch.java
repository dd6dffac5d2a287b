package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Item;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * One of the ways through a {@link Fusion}.
 *
 * @param channels which of those that come in take this way; empty for all
 * @param layers one behind the other; empty to hand on what comes in
 */
record Branch(List<Integer> channels, List<LayerSpec> layers) {

    private static final int MOST_CHANNELS = 65536;

    Branch {
        channels = List.copyOf(channels);
        layers = List.copyOf(layers);
    }

    /** Joins the layers of every branch with its entry in the list {@code channels}, which may be left out. */
    static List<Branch> read(Fields fields, List<List<LayerSpec>> layers) {
        List<List<Integer>> channels = fields.has("channels")
                ? fields.items("channels").stream().map(Branch::channels).toList()
                : layers.stream().map(branch -> List.<Integer>of()).toList();
        fields.problems()
                .require(
                        channels.size() == layers.size(),
                        "%s.channels must have one list per branch, %d, but has %d; [] stands for all channels"
                                .formatted(fields.path(), layers.size(), channels.size()));
        return IntStream.range(0, Math.min(channels.size(), layers.size()))
                .mapToObj(i -> new Branch(channels.get(i), layers.get(i)))
                .toList();
    }

    private static List<Integer> channels(Item item) {
        return item.items().stream()
                .map(channel -> channel.integer(0, MOST_CHANNELS))
                .toList();
    }

    void checkBehindFitted(Problems problems) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).checkBehindFitted(problems.at("[%d].".formatted(i)));
        }
    }

    FrameShape shape(FrameShape in, Problems problems) {
        channels.forEach(channel -> problems.require(
                channel < in.channels(),
                " takes channel %d but only 0..%d come in; correct fusion.channels"
                        .formatted(channel, in.channels() - 1)));
        return Chain.shape(layers, entry(in), problems);
    }

    private FrameShape entry(FrameShape in) {
        return channels.isEmpty() ? in : in.withChannels(channels.size());
    }

    Built build(Place place) {
        Place entry = new Place(place.name(), entry(place.in()), place.sampleRate(), place.seed(), place.root());
        return new Built(this, place.in(), Chain.build(layers, entry));
    }

    /**
     * One way, built.
     *
     * @param spec what it was built from
     * @param in shape of what comes into the fusion
     * @param chain its layers
     */
    record Built(Branch spec, FrameShape in, Chain chain) implements Observing {

        @Override
        public void observe(Inputs inputs) {
            chain.observe(observer -> inputs.forEach(x -> observer.accept(select(x))));
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return chain.forward(select(x), pass);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            return chain.export(graph, select(graph, x));
        }

        private Tensor select(Tensor x) {
            return spec.channels.isEmpty() ? x : x.index_select(1, Tensor.create(places(), places().length));
        }

        private String select(StreamGraph graph, String x) {
            return spec.channels.isEmpty()
                    ? x
                    : graph.nodes().op("Gather", List.of(x, graph.nodes().longs(places())), Attribute.of("axis", 1));
        }

        /** Which values of a frame are taken: all rows and columns of every channel that is. */
        private long[] places() {
            int size = in.rows() * in.columns();
            return spec.channels.stream()
                    .flatMapToLong(channel -> IntStream.range(channel * size, (channel + 1) * size)
                            .asLongStream())
                    .toArray();
        }
    }
}

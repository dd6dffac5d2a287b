package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.fit.Leg;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.search.ExperimentTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv1dImpl;
import org.bytedeco.pytorch.Conv1dOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an epoch costs beside the same network in torch's own modules in the plainest loop: conv + LSTM on UCI HAR, 7352
 * windows, batches of 64, one thread. Prints the seconds of each round and the ratio of the medians; run it by name.
 */
class EpochBench {

    private static final int ROUNDS = 5;
    private static final int BATCH = 64;

    @TempDir
    private Path folder;

    @Test
    void shouldCostWhatTorchCosts() throws IOException {
        Path data = Optional.ofNullable(System.getenv("EDDY_DATA"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("eddy.root", "..")).resolve("../shared/data"));
        assumeTrue(Files.isDirectory(data.resolve("uci-har")), () -> "set EDDY_DATA: no uci-har in " + data);
        Experiment experiment = experiment(data);
        Scope.threads(1);
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Fitting fitting = new Fitting(experiment, experiment.data().source().load(data), silent, false);
        Bare bare = new Bare(fitting);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            Fitted fitted = fitting.fit(fitting.build(), Leg.WHOLE);
            double bareSeconds = bare.epoch();
            if (round > 0) {
                ours.add(fitted.reports().get(0).seconds());
                theirs.add(bareSeconds);
                System.out.printf("round %d: eddy %.2f s, torch %.2f s%n", round, ours.get(round - 1), bareSeconds);
            }
        }
        System.out.printf(
                "median eddy %.2f s, torch %.2f s, ratio %.3f%n",
                median(ours), median(theirs), median(ours) / median(theirs));

        assertThat(bare.size()).isEqualTo(fitting.build().network().size());
    }

    private Experiment experiment(Path data) throws IOException {
        Path shipped = Path.of(System.getProperty("eddy.root", "..")).resolve("trainer/experiments/uci-har.yaml");
        Map<String, JsonNode> changes =
                Map.of("fit.epochs", IntNode.valueOf(1), "network[12].readout.take", TextNode.valueOf("last"));
        Path file = folder.resolve("bench.yaml");
        ExperimentTree.read(shipped).in(data).with(changes).write(file);
        return Experiment.read(file);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** What somebody writes who has the data in one tensor: {@code [window][channel][sample]}. */
    private static final class Bare {

        private final Module root = new Module();
        private final List<Conv1dImpl> convs = new ArrayList<>();
        private final List<BatchNorm1dImpl> norms = new ArrayList<>();
        private final LSTMImpl lstm = root.register_module("lstm", new LSTMImpl(batchFirst()));
        private final DropoutImpl dropout = root.register_module("dropout", new DropoutImpl(0.5));
        private final LinearImpl linear = root.register_module("linear", new LinearImpl(96, 6));
        private final Tensor windows;
        private final Tensor labels;
        private final Adam adam;
        private int epochs;

        Bare(Fitting fitting) {
            for (int i = 0; i < 3; i++) {
                convs.add(root.register_module(
                        "conv" + i,
                        new Conv1dImpl(new Conv1dOptions(i == 0 ? 9 : 64, 64, new LongPointer(new long[] {5})))));
                norms.add(root.register_module("norm" + i, new BatchNorm1dImpl(new BatchNormOptions(64))));
            }
            Model model = fitting.build();
            List<Steps> runs = fitting.fitted(model);
            model.observe(runs);
            windows = torch.cat(new TensorVector(runs.stream()
                    .map(run -> Tensor.create(model.network().features(run), 1, 9, 128))
                    .toArray(Tensor[]::new)));
            long[] last = runs.stream()
                    .mapToLong(run -> run.labels()[run.count() - 1])
                    .toArray();
            labels = Tensor.create(last, last.length);
            AdamOptions options = new AdamOptions(2e-3);
            options.weight_decay().put(1e-4);
            adam = new Adam(root.parameters(), options);
            root.train(true);
        }

        private static LSTMOptions batchFirst() {
            LSTMOptions options = new LSTMOptions(64, 96);
            options.batch_first().put(true);
            return options;
        }

        long size() {
            TensorVector parameters = root.parameters();
            return IntStream.range(0, (int) parameters.size())
                    .mapToLong(i -> parameters.get(i).numel())
                    .sum();
        }

        /** Returns its seconds. */
        double epoch() {
            long start = System.nanoTime();
            List<Long> order = new ArrayList<>(IntStream.range(0, (int) labels.size(0))
                    .mapToObj(Long::valueOf)
                    .toList());
            Collections.shuffle(order, new Random(++epochs));
            for (int from = 0; from < order.size(); from += BATCH) {
                long[] chosen = order.subList(from, Math.min(from + BATCH, order.size())).stream()
                        .mapToLong(Long::longValue)
                        .toArray();
                Scope.fitting(() -> update(Tensor.create(chosen, chosen.length)));
            }
            return (System.nanoTime() - start) / 1e9;
        }

        private float update(Tensor chosen) {
            Tensor loss =
                    torch.cross_entropy_loss(scores(windows.index_select(0, chosen)), labels.index_select(0, chosen));
            adam.zero_grad();
            loss.backward();
            torch.clip_grad_norm_(root.parameters(), 5);
            adam.step();
            return loss.item_float();
        }

        private Tensor scores(Tensor x) {
            Tensor y = x;
            for (int i = 0; i < convs.size(); i++) {
                Tensor padded = torch.constant_pad_nd(y, new long[] {4, 0});
                y = torch.relu(norms.get(i).forward(convs.get(i).forward(padded)));
                y = i == 0 ? y : torch.max_pool1d(y, 2);
            }
            Tensor h = lstm.forward(y.transpose(1, 2)).get0();
            return linear.forward(dropout.forward(h.select(1, h.size(1) - 1)));
        }
    }
}

package dev.eddy.trainer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Names;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Cutter;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.data.Split;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.head.Outcome;
import dev.eddy.trainer.head.ServedHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how good a model file is on some data. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Run a model file on the data of an experiment, in ONNX Runtime as it is served, and print its "
                + "metrics in each way of testing that the experiment names. The data may be other than what it was "
                + "fitted on. Errors are in the units of the data.")
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private TopicOptions topic;

    @Option(names = "--model", required = true, paramLabel = "FILE.onnx", description = "Written by train.")
    private Path model;

    @Option(
            names = "--split",
            paramLabel = "train|validation|test",
            defaultValue = "test",
            description = "Which part of the data; by default test.")
    private Split split;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the metrics.")
    private Optional<Path> json;

    @Mixin
    private StreamStudy study;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = data.read(topic);
        DataSet set = data.load(experiment);
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        try (ServedModel served = ServedModel.open(model)) {
            Problems problems = new Problems(model + " on " + experiment.file());
            ServedHead head = ServedHead.of(served.manifest(), set, problems);
            problems.throwIfAny();
            if (study.isAsked()) {
                study.rows(served, head, set.entries().stream().filter(this::isAsked))
                        .forEach(System.out::println);
                return 0;
            }
            experiment.test().forEach((name, protocol) -> {
                ServedTest test = new ServedTest(served, new Evaluation(protocol.scoring()), Steps::truth);
                Outcome outcome = head.judge(test.answers(runs(served, set, head.truth(), protocol.excerpts())));
                System.out.printf(
                        "%s %s: %s over %d answers%n", Names.word(split), name, outcome.line(), outcome.count());
                metrics.put(name, outcome.metrics());
            });
        }
        if (json.isPresent()) {
            Files.writeString(
                    json.get(), new ObjectMapper().valueToTree(metrics).toPrettyString() + "\n");
        }
        return 0;
    }

    private boolean isAsked(Entry entry) {
        return entry.split() == split;
    }

    private Stream<Steps> runs(ServedModel served, DataSet set, Truth truth, Excerpts excerpts) {
        WindowSpec window = served.manifest().window();
        return excerpts.together()
                .join(set.entries().stream().filter(this::isAsked), window)
                .flatMap(recording -> excerpts.of(Cutter.cut(recording, window, truth)).stream());
    }
}

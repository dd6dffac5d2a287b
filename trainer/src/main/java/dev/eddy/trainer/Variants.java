package dev.eddy.trainer;

import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.Deviation;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.report.Deviations;
import dev.eddy.trainer.report.Precisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same model with coarser weights, each file proven against itself and tested in ONNX Runtime like the exact one.
 *
 * @param card of the exact file
 * @param model with exact weights
 * @param proof of the exact file
 */
record Variants(ModelCard card, Model model, Proof proof) {

    /** A model file that is gone afterwards. */
    private record Trial(Path file) implements AutoCloseable {

        static Trial of(byte[] bytes, Target target) throws IOException {
            Path file = Files.createTempFile(target.folder(), target.name(), ".trial");
            return new Trial(Files.write(file, bytes));
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Steps over which a file is compared with the exact one. */
    static final int STEPS = 1000;

    /** Writes one file beside the exact one, and says how large and how good it is. */
    Precisions.Written write(Precision precision, Target target) throws IOException {
        Map<String, Map<String, Double>> metrics = test(precision, target);
        ModelFile exact = card.with(Examination.flat(metrics)).file(model);
        ModelFile coarse = new ModelFile(precision.of(exact.bytes()), exact.manifest());
        Path place = target.variant(precision);
        try (Trial trial = Trial.of(coarse.bytes(), target)) {
            coarse.write(place, proof.answeredBy(trial.file, coarse.manifest(), precision));
        }
        return new Precisions.Written(precision.toString(), coarse.bytes().length, metrics);
    }

    /** How far the answers and states of such a file are off those of the exact one, which is written. */
    Deviations.Measured measure(Precision precision, Target target) throws IOException {
        byte[] exactly = Files.readAllBytes(target.file());
        try (Trial trial = Trial.of(precision.rehearsed(exactly), target);
                ServedModel exact = ServedModel.open(target.file());
                ServedModel coarse = ServedModel.open(trial.file)) {
            Deviation found = Deviation.between(exact, coarse, windows().limit(STEPS));
            SortedMap<Integer, Deviations.Off> states = new TreeMap<>();
            found.states().forEach((steps, off) -> states.put(steps, off(off)));
            return new Deviations.Measured(precision.toString(), off(found.answers()), states);
        }
    }

    private static Deviations.Off off(Deviation.Off found) {
        return new Deviations.Off(found.largest(), found.mean());
    }

    /** The steps of the test part without end: after its last recording comes the first one again. */
    private Stream<float[]> windows() {
        List<Steps> test = card.fitting().test(model, Excerpts.WHOLE);
        return Stream.generate(() -> test).flatMap(List::stream).flatMap(run -> IntStream.range(0, run.count())
                .mapToObj(step -> run.slice(step, step + 1).values()));
    }

    private Map<String, Map<String, Double>> test(Precision precision, Target target) throws IOException {
        ModelFile exact = card.raw(model);
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        try (Trial trial = Trial.of(precision.rehearsed(exact.bytes()), target);
                ServedModel served = new ServedModel(trial.file, exact.manifest())) {
            card.fitting().experiment().test().forEach((name, protocol) -> metrics.put(name, test(served, protocol)));
        }
        return metrics;
    }

    private Map<String, Double> test(ServedModel served, Experiment.Protocol protocol) {
        ServedTest test = new ServedTest(served, new Evaluation(protocol.scoring()), model.head()::aims);
        List<Steps> runs = card.fitting().test(model, protocol.excerpts());
        return model.head().judge(test.answers(runs.stream())).metrics();
    }
}

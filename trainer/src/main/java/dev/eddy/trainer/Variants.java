package dev.eddy.trainer;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.report.Precisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same model with coarser weights, each file proven against itself and tested in ONNX Runtime like the exact one.
 *
 * @param card of the exact file
 * @param model with exact weights
 * @param proof of the exact file
 */
record Variants(ModelCard card, Model model, Proof proof) {

    /** Writes one file beside the exact one, and says how large and how good it is. */
    Precisions.Written write(Precision precision, Target target) throws IOException {
        Map<String, Map<String, Double>> metrics = test(precision, target);
        ModelFile exact = card.with(Examination.flat(metrics)).file(model);
        ModelFile coarse = new ModelFile(precision.of(exact.bytes()), exact.manifest());
        Path place = target.variant(precision);
        Path trial = Files.createTempFile(target.folder(), target.name(), ".trial");
        try {
            Files.write(trial, coarse.bytes());
            coarse.write(place, proof.answeredBy(trial, coarse.manifest()));
        } finally {
            Files.deleteIfExists(trial);
        }
        return new Precisions.Written(precision.name().toLowerCase(Locale.ROOT), coarse.bytes().length, metrics);
    }

    private Map<String, Map<String, Double>> test(Precision precision, Target target) throws IOException {
        ModelFile exact = card.raw(model);
        Path trial = Files.createTempFile(target.folder(), target.name(), ".trial");
        try {
            Files.write(trial, precision.of(exact.bytes()));
            try (ServedModel served = new ServedModel(trial, exact.manifest())) {
                Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
                card.fitting()
                        .experiment()
                        .test()
                        .forEach((name, protocol) -> metrics.put(name, test(served, protocol)));
                return metrics;
            }
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private Map<String, Double> test(ServedModel served, Experiment.Protocol protocol) {
        ServedTest test = new ServedTest(served, new Evaluation(protocol.scoring()), model.head()::aims);
        List<Steps> runs = card.fitting().test(model, protocol.excerpts());
        return model.head().judge(test.answers(runs.stream())).metrics();
    }
}

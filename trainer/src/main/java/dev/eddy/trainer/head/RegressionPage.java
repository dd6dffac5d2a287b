package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.report.Regression;
import dev.eddy.trainer.report.Section;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Estimated against true values of each target.
 *
 * @param targets the name of each
 */
record RegressionPage(List<String> targets) implements EstimatePage {

    /** Chooses the points that are drawn. */
    private static final long SEED = 1;

    @Override
    public Map<String, Baseline> baselines(Supplier<List<Steps>> fitted) {
        return Map.of();
    }

    @Override
    public List<Section> sections(Tested tested, Told told) {
        return IntStream.range(0, targets.size())
                .mapToObj(target -> section(tested, told.scale(), target))
                .toList();
    }

    private Section section(Tested tested, Scale scale, int target) {
        Answers answers = tested.answers();
        return new Regression(
                tested.protocol(),
                targets.get(target),
                values(answers.truth(), scale, target),
                values(answers.raw(), scale, target),
                SEED);
    }

    private double[] values(float[] all, Scale scale, int target) {
        return IntStream.range(0, all.length / targets.size())
                .mapToDouble(step ->
                        (double) all[step * targets.size() + target] * scale.width()[target] + scale.shift()[target])
                .toArray();
    }
}

package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Truth;
import java.util.List;

/**
 * Estimates of the data's targets at the end of each window.
 *
 * @param coverage the share of truths that an interval around each estimate shall hold, 0 for no interval
 */
record Regression(double coverage) implements HeadSpec {

    static Regression read(Fields fields) {
        return new Regression(fields.number("coverage", 0, 0.999, 0));
    }

    @Override
    public Head build(DataSet data, WindowSpec window, Problems problems) {
        problems.require(
                !data.targets().isEmpty(),
                "head.regression wants targets but the data set " + data.name()
                        + " has none; name the columns to estimate in data.targets");
        int count = Math.max(1, data.targets().size());
        OutputSpec output =
                new OutputSpec("estimate", OutputSpec.Kind.REGRESSION, List.of(count), data.targets(), List.of());
        return new EstimateHead(
                new EstimateHead.Quantity(Truth.targets(count), output, new RegressionPage(data.targets())),
                coverage,
                null);
    }
}

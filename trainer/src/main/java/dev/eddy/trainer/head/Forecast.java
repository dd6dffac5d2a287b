package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Truth;
import java.util.List;

/**
 * Estimates of the samples after each window.
 *
 * @param ahead how many samples
 * @param from what the network's values are added to
 * @param coverage the share of truths that an interval around each estimate shall hold, 0 for no interval
 * @param season samples after which the signal repeats itself, of a simple forecast to compare with; 0 where it does not
 */
record Forecast(int ahead, From from, double coverage, int season) implements HeadSpec {

    /** What the network's values are added to. */
    enum From {
        /** The mean of the training part. */
        MEAN,
        /** The last sample of the window. */
        LAST
    }

    static Forecast read(Fields fields) {
        return new Forecast(
                fields.integer("ahead", 1, 65_536),
                fields.choice("from", From.LAST),
                fields.number("coverage", 0, 0.999, 0),
                fields.integer("season", 0, WindowSpec.MAX_LENGTH, 0));
    }

    @Override
    public Head build(DataSet data, WindowSpec window, Problems problems) {
        HeadSpec.requireSignalAlone("forecast", window, problems);
        int channels = data.signal().channels();
        OutputSpec output =
                new OutputSpec("forecast", OutputSpec.Kind.FORECAST, List.of(ahead, channels), List.of(), List.of());
        problems.require(
                season <= window.length(),
                "head.forecast.season %d must be at most window.length %d, for it is looked up there; lower it"
                        .formatted(season, window.length()));
        LastSample last = new LastSample(channels, window.length(), ahead);
        EstimateHead.Quantity quantity = new EstimateHead.Quantity(
                Truth.ahead(ahead, channels), output, new ForecastPage(data.channels(), last, season));
        return new EstimateHead(quantity, coverage, from == From.LAST ? last : null);
    }
}

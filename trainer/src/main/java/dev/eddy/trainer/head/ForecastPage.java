package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.report.Forecast;
import dev.eddy.trainer.report.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Forecasts of each channel beside simple ones, in the units of the data.
 *
 * @param channels the name of each
 * @param last the shape of the forecast
 * @param season samples of one season, 0 where there is none
 */
record ForecastPage(List<String> channels, LastSample last, int season) implements EstimatePage {

    private static final int MOST_CHANNELS = 8;

    /** The closed form wants a matrix of the square of that many numbers. */
    private static final int MOST_SAMPLES = 512;

    /** Of the past so many times as much as of the future is drawn. */
    private static final int PAST = 3;

    @Override
    public Map<String, Baseline> baselines(Supplier<List<Steps>> fitted) {
        Map<String, Baseline> baselines = new TreeMap<>();
        baselines.put("repeatLast", last::of);
        if (season > 0) {
            baselines.put("season", new Season(last, season));
        }
        if (last.samples() <= MOST_SAMPLES) {
            baselines.put("ridge", Ridge.of(fitted.get(), last));
        }
        return baselines;
    }

    @Override
    public List<Section> sections(Tested tested, Told told) {
        return IntStream.range(0, Math.min(channels.size(), MOST_CHANNELS))
                .<Section>mapToObj(channel -> section(tested, told, channel))
                .toList();
    }

    private Forecast section(Tested tested, Told told, int channel) {
        Map<String, double[]> simple = new TreeMap<>();
        tested.baselines().forEach((name, answers) -> simple.put(name, errors(answers, told.scale(), channel)));
        List<Forecast.Window> windows = new ArrayList<>();
        tested.windows().forEach((place, window) -> {
            String name = "%s, window %d".formatted(window.key(), place + 1);
            windows.add(window(name, window, told.of(tested.answers().raw(place), window), channel));
        });
        return new Forecast(
                tested.protocol(),
                channels.get(channel),
                errors(tested.answers(), told.scale(), channel),
                simple,
                coverage(tested.answers(), told, channel),
                windows);
    }

    /** The mean absolute error of each step ahead. */
    private double[] errors(Answers answers, Scale scale, int channel) {
        double[] errors = new double[last.ahead()];
        for (int i = channel; i < answers.truth().length; i += channels.size()) {
            int ahead = i / channels.size() % last.ahead();
            double error = Math.abs((double) answers.raw()[i] - answers.truth()[i]);
            errors[ahead] += error * scale.width()[i % scale.width().length] / answers.count();
        }
        return errors;
    }

    private Optional<Forecast.Coverage> coverage(Answers answers, Told told, int channel) {
        if (told.coverage() == 0) {
            return Optional.empty();
        }
        long within = IntStream.range(0, answers.truth().length)
                .filter(i -> i % channels.size() == channel)
                .filter(i -> told.holds(answers, i))
                .count();
        double all = Math.max(1, (double) answers.count() * last.ahead());
        return Optional.of(new Forecast.Coverage(told.coverage(), within / all));
    }

    /** What was told of a window: its forecast and, if there are any, its bounds, {@code [ahead][channel]} each. */
    private Forecast.Window window(String name, Steps window, List<float[]> values, int channel) {
        int shown = Math.min(last.samples(), PAST * last.ahead());
        double[] past = of(window.values(), channel);
        double[] none = {};
        return new Forecast.Window(
                name,
                Arrays.copyOfRange(past, past.length - shown, past.length),
                of(window.truth(), channel),
                of(values.get(0), channel),
                values.size() > 1 ? of(values.get(1), channel) : none,
                values.size() > 1 ? of(values.get(2), channel) : none);
    }

    private double[] of(float[] values, int channel) {
        return IntStream.range(0, values.length / channels.size())
                .mapToDouble(i -> values[i * channels.size() + channel])
                .toArray();
    }
}

package dev.eddy.watch;

import dev.eddy.event.Outputs;
import dev.eddy.event.Prediction;
import dev.eddy.offline.ScoredKey;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A prediction as a line for people. */
public final class PredictionText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final int BAR_CELLS = 8;
    private static final int TOP_SCORES = 3;
    private static final int TOP_VALUES = 6;

    private PredictionText() {}

    public static String line(ScoredKey prediction) {
        Prediction event = prediction.prediction();
        String outputs = event.getScores().isEmpty() ? values(event) : event.getLabel() + "  " + scores(event);
        return prediction.key() + "  " + event.getEpoch() + "." + event.getStep() + "  "
                + TIME.format(event.getWindowEnd()) + "  " + outputs;
    }

    private static String scores(Prediction event) {
        return event.getScores().entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP_SCORES)
                .map(score -> bar(score.getValue()) + " " + score.getKey() + " " + number("%.2f", score.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static String values(Prediction event) {
        float[] values = Outputs.of(event);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(values.length, TOP_VALUES); i++) {
            line.append(i == 0 ? "" : "  ").append(number("%.5g", values[i]));
        }
        return values.length > TOP_VALUES ? line + "  … " + values.length : line.toString();
    }

    /** A share in [0, 1] as a bar of at most {@value #BAR_CELLS} cells. */
    static String bar(float share) {
        int eighths = Math.round(Math.max(0, Math.min(1, share)) * BAR_CELLS * EIGHTHS.length);
        return "█".repeat(eighths / EIGHTHS.length) + EIGHTHS[eighths % EIGHTHS.length];
    }

    private static String number(String format, float value) {
        return String.format(Locale.ROOT, format, value);
    }
}

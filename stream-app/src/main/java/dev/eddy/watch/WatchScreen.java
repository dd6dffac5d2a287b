package dev.eddy.watch;

import dev.eddy.event.Outputs;
import dev.eddy.event.Prediction;
import dev.eddy.offline.ScoredKey;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Predictions on a terminal: a line per key that stays where it is, drawn again a few times a second. One thread. */
public final class WatchScreen {

    private static final long BETWEEN_NANOS = 150_000_000;
    private static final int LONGEST_KEY = 24;

    private final PrintWriter out;
    private final int rows;
    private final boolean coloured;
    private final LongSupplier nanos;
    private final Map<String, Row> keys = new TreeMap<>();
    private final List<String> labels = new ArrayList<>();
    private int more;
    private int drawn;
    private long last;

    /** Draws on what is so many rows high; {@code nanos} is a clock. */
    public WatchScreen(PrintWriter out, int rows, boolean coloured, LongSupplier nanos) {
        this.out = out;
        this.rows = rows;
        this.coloured = coloured;
        this.nanos = nanos;
        this.last = nanos.getAsLong() - BETWEEN_NANOS;
    }

    private static final class Row {

        private final Sparkline line;
        private String text = "";

        private Row(Sparkline line) {
            this.line = line;
        }
    }

    public void add(ScoredKey scored) {
        if (keys.size() >= Math.max(1, rows - 2) && !keys.containsKey(scored.key())) {
            more++;
        } else {
            Row row = keys.computeIfAbsent(scored.key(), key -> new Row(new Sparkline(coloured)));
            row.line.add(value(scored.prediction()), label(scored.prediction()));
            row.text = PredictionText.line(scored).substring(scored.key().length());
        }
        if (nanos.getAsLong() - last >= BETWEEN_NANOS) {
            draw();
        }
    }

    private static float value(Prediction prediction) {
        float[] values = Outputs.of(prediction);
        return prediction.getScores().getOrDefault(prediction.getLabel(), values.length == 0 ? 0 : values[0]);
    }

    private int label(Prediction prediction) {
        if (prediction.getLabel().isEmpty()) {
            return -1;
        }
        if (!labels.contains(prediction.getLabel())) {
            labels.add(prediction.getLabel());
        }
        return labels.indexOf(prediction.getLabel());
    }

    /** Over what was drawn before. */
    public void draw() {
        last = nanos.getAsLong();
        out.print(drawn == 0 ? "" : "\u001b[" + drawn + "A");
        keys.forEach((key, row) ->
                line(String.format("%-" + LONGEST_KEY + "s", shortened(key)) + " " + row.line + row.text));
        if (more > 0) {
            line("and " + more + " predictions of keys that there is no room for");
        }
        drawn = keys.size() + (more > 0 ? 1 : 0);
        out.flush();
    }

    private void line(String text) {
        out.print("\u001b[2K" + text + "\n");
    }

    private static String shortened(String key) {
        return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY - 1) + "…";
    }
}

package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.List;

/**
 * Made-up log lines, character by character: {@code get item42 timeout retry ok 17ms}. A line is an error when its last
 * outcome is one, so earlier outcomes must be remembered only until the next one. One channel holds the index of the
 * character in {@link #ALPHABET}; a line is one recording of 100 characters a second and ends with a line feed.
 *
 * @param lines how many
 */
record Tokens(MadeUp lines) implements DataSource {

    /** 38 characters. */
    static final String ALPHABET = " abcdefghijklmnopqrstuvwxyz0123456789\n";

    private static final SignalSpec SIGNAL = new SignalSpec(1, 100);
    private static final List<String> LABELS = List.of("normal", "error");

    static Tokens of(Fields fields) {
        return new Tokens(MadeUp.read(fields));
    }

    @Override
    public DataSet load(Path folder) {
        List<Entry> entries = lines.entries("line", Tokens::line);
        return new DataSet("tokens", SIGNAL, List.of("character"), LABELS, List.of(), false, entries);
    }

    @Override
    public String split() {
        return "by line: " + lines.phrase();
    }

    private static LabelledRecording line(int number, Split split) {
        Draws draws = new Draws(number);
        boolean error = draws.below(2) == 1;
        String text = text(draws, error);
        float[] codes = new float[text.length()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = ALPHABET.indexOf(text.charAt(i));
        }
        String key = "line-" + number;
        Recording recording = new Recording(key, START_MICROS, SIGNAL, codes);
        return new LabelledRecording(recording, split, key, LabelTrack.constant(error ? 1 : 0, codes.length));
    }

    private static String text(Draws draws, boolean error) {
        StringBuilder text = new StringBuilder(draws.pick("get", "put", "list", "delete"))
                .append(draws.pick(" item", " user", " order"))
                .append(draws.below(100));
        for (int tries = draws.below(3); tries > 0; tries--) {
            text.append(failure(draws)).append(" retry");
        }
        return text.append(error ? failure(draws) : " ok")
                .append(" ")
                .append(draws.below(1000))
                .append("ms\n")
                .toString();
    }

    private static String failure(Draws draws) {
        return draws.pick(" timeout", " refused", " reset");
    }
}

package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Made-up pictures of a digit, fed column by column from left to right like the lines of a scanner: a channel is a row
 * of pixels from the top, a sample is a column, 100 columns a second. Paper is 0 and ink 1, both with noise; each digit
 * stands somewhere else.
 *
 * @param pictures how many
 * @param rows height in pixels
 * @param columns width in pixels
 */
record Glyphs(MadeUp pictures, int rows, int columns) implements DataSource {

    private static final int COLUMNS_PER_SECOND = 100;
    private static final int HEIGHT = 7;
    private static final int WIDTH = 5;

    /** Per digit its rows from the top; the highest of five bits is the leftmost pixel. */
    private static final int[][] FONT = {
        {0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110},
        {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
        {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111},
        {0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110},
        {0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010},
        {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110},
        {0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110},
        {0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000},
        {0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110},
        {0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100},
    };

    static Glyphs of(Fields fields) {
        return new Glyphs(
                MadeUp.read(fields),
                fields.integer("rows", HEIGHT, 256, HEIGHT + 2),
                fields.integer("columns", WIDTH, 256, WIDTH + 3));
    }

    @Override
    public DataSet load(Path folder) {
        List<String> names =
                IntStream.range(0, rows).mapToObj(row -> "row" + row).toList();
        List<String> digits =
                IntStream.range(0, FONT.length).mapToObj(Integer::toString).toList();
        List<Entry> entries = pictures.entries("glyph", this::picture);
        return new DataSet("glyphs", signal(), names, digits, List.of(), false, entries);
    }

    @Override
    public String split() {
        return "by picture: " + pictures.phrase();
    }

    private SignalSpec signal() {
        return new SignalSpec(rows, COLUMNS_PER_SECOND);
    }

    private LabelledRecording picture(int number, Split split) {
        Draws draws = new Draws(number);
        int digit = draws.below(FONT.length);
        int top = draws.below(rows - HEIGHT + 1);
        int left = draws.below(columns - WIDTH + 1);
        float[] pixels = new float[columns * rows];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (ink(FONT[digit], i % rows - top, i / rows - left) + draws.noise(0.15));
        }
        String key = "glyph-" + number;
        Recording recording = new Recording(key, START_MICROS, signal(), pixels);
        return new LabelledRecording(recording, split, key, LabelTrack.constant(digit, columns));
    }

    private static int ink(int[] shape, int row, int column) {
        boolean inside = row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH;
        return inside ? (shape[row] >> (WIDTH - 1 - column)) & 1 : 0;
    }
}

package dev.eddy.watch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last few predictions of a key in one line: how tall a cell is tells the score of the label, or where the value lies
 * between the least and the greatest shown; its colour tells the label. One thread.
 */
final class Sparkline {

    static final int CELLS = 32;

    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
    private static final int FIRST_COLOUR = 32;
    private static final int COLOURS = 5;

    private final boolean coloured;
    private final Deque<Cell> cells = new ArrayDeque<>();

    private record Cell(float value, int label) {}

    Sparkline(boolean coloured) {
        this.coloured = coloured;
    }

    /** A score in [0, 1] of the label with that index; without a label, -1, any value. */
    void add(float value, int label) {
        cells.add(new Cell(value, label));
        if (cells.size() > CELLS) {
            cells.remove();
        }
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        float least = least();
        float span = Math.max(most() - least, Float.MIN_NORMAL);
        int colour = -1;
        for (Cell cell : cells) {
            if (coloured && cell.label >= 0 && cell.label != colour) {
                colour = cell.label;
                line.append("\u001b[").append(FIRST_COLOUR + colour % COLOURS).append('m');
            }
            int height = Math.round((cell.value - least) / span * (HEIGHTS.length() - 1));
            line.append(HEIGHTS.charAt(Math.max(0, Math.min(HEIGHTS.length() - 1, height))));
        }
        line.append(colour >= 0 ? "\u001b[0m" : "").append(" ".repeat(CELLS - cells.size()));
        return line.toString();
    }

    private float least() {
        return scored()
                ? 0
                : cells.stream().map(Cell::value).min(Float::compare).orElse(0f);
    }

    private float most() {
        return scored()
                ? 1
                : cells.stream().map(Cell::value).max(Float::compare).orElse(1f);
    }

    private boolean scored() {
        return cells.stream().allMatch(cell -> cell.label >= 0);
    }
}

package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far files with coarser weights are off the exact one over a long run of steps.
 *
 * @param steps in the run
 * @param files at least one
 */
public record Deviations(int steps, List<Measured> files) implements Section {

    private static final int NAME = 10;
    private static final int CELL = 18;

    /**
     * One file.
     *
     * @param precision how finely its weights are written
     * @param answers how far those are off
     * @param states how far the hidden state is off, by the number of steps before
     */
    public record Measured(String precision, Off answers, SortedMap<Integer, Off> states) {

        /** Copies the states. */
        public Measured {
            states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        }

        private List<String> cells() {
            List<String> cells = new ArrayList<>(List.of(answers.words()));
            states.values().forEach(off -> cells.add(off.words()));
            return cells;
        }
    }

    /**
     * Differences of many numbers, relative where the right one is above 1.
     *
     * @param largest of them
     * @param mean of them
     */
    public record Off(double largest, double mean) {

        private String words() {
            return String.format(Locale.ROOT, "%.1e (%.1e)", largest, mean);
        }
    }

    /** Copies the files. */
    public Deviations {
        files = List.copyOf(files);
    }

    @Override
    public String title() {
        return "Drift of coarser weights";
    }

    @Override
    public Tag content() {
        Table table = new Table(caption(), titles());
        files.forEach(file -> table.row(file.precision, file.cells().toArray(String[]::new)));
        return table.draw();
    }

    /**
     * The same table as text.
     *
     * @return the lines, the first one says what is in it, the second one names the columns
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(caption(), line(titles())));
        for (Measured file : files) {
            List<String> cells = new ArrayList<>(List.of(file.precision));
            cells.addAll(file.cells());
            lines.add(line(cells));
        }
        return lines;
    }

    private String caption() {
        return "Off the exact file over " + steps
                + " steps of the test part, one by one, the hidden state never reset: largest (mean)";
    }

    private List<String> titles() {
        List<String> titles = new ArrayList<>(List.of("weights", "answers"));
        files.get(0).states.keySet().forEach(step -> titles.add("state after " + step));
        return titles;
    }

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + NAME + "s", cells.get(0)));
        cells.subList(1, cells.size())
                .forEach(cell -> line.append("  ").append(String.format(Locale.ROOT, "%" + CELL + "s", cell)));
        return line.toString();
    }
}

package dev.eddy.trainer.report;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far the fitting is: a bar where somebody watches, a line per epoch elsewhere. Not thread-safe. */
public final class Progress implements AutoCloseable {

    private final PrintStream out;
    private final Merit merit;
    private final @Nullable ProgressBar bar;

    private Progress(PrintStream out, Merit merit, @Nullable ProgressBar bar) {
        this.out = out;
        this.merit = merit;
        this.bar = bar;
    }

    /**
     * A line per epoch.
     *
     * @param out takes the lines
     * @param merit that the epochs are compared by
     * @return the progress
     */
    public static Progress lines(PrintStream out, Merit merit) {
        return new Progress(out, merit, null);
    }

    /**
     * A bar that counts batches, drawn on standard error.
     *
     * @param batches in all epochs together
     * @param merit that the epochs are compared by
     * @return the progress
     */
    public static Progress bar(long batches, Merit merit) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("fitting")
                .setUnit(" batches", 1)
                .setInitialMax(batches)
                .setStyle(ProgressBarStyle.ASCII)
                .build();
        return new Progress(System.err, merit, bar);
    }

    /** Another batch is done. */
    public void batch() {
        if (bar != null) {
            bar.step();
        }
    }

    /**
     * Another epoch is done.
     *
     * @param report how it went
     */
    public void epoch(EpochReport report) {
        if (bar != null) {
            bar.setExtraMessage(" " + report.line(merit));
        } else {
            out.println(report.line(merit));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

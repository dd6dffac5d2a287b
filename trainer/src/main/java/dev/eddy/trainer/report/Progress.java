package dev.eddy.trainer.report;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far the fitting is: a bar where somebody watches, a line per epoch elsewhere. Not thread-safe. */
public final class Progress implements AutoCloseable {

    private final PrintStream out;
    private final @Nullable ProgressBar bar;

    private Progress(PrintStream out, @Nullable ProgressBar bar) {
        this.out = out;
        this.bar = bar;
    }

    /**
     * A line per epoch.
     *
     * @param out takes the lines
     * @return the progress
     */
    public static Progress lines(PrintStream out) {
        return new Progress(out, null);
    }

    /**
     * A bar that counts batches, drawn on standard error.
     *
     * @param batches in all epochs together
     * @return the progress
     */
    public static Progress bar(long batches) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("fitting")
                .setUnit(" batches", 1)
                .setInitialMax(batches)
                .setStyle(ProgressBarStyle.ASCII)
                .build();
        return new Progress(System.err, bar);
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
            bar.setExtraMessage(" " + report.line());
        } else {
            out.println(report.line());
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

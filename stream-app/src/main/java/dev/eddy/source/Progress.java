package dev.eddy.source;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error while somebody is watching, and nothing otherwise. */
public interface Progress extends AutoCloseable {

    /**
     * Tells how far the work has come.
     *
     * @param done of the total
     */
    void at(long done);

    @Override
    void close();

    /** A bar, if the launcher found that standard error is a terminal; from JDK 22 on Java alone cannot tell. */
    static Progress of(String task, long total) {
        return Boolean.getBoolean("eddy.tty") ? new Bar(task, total) : new Silent();
    }

    /** Says nothing. */
    record Silent() implements Progress {

        @Override
        public void at(long done) {}

        @Override
        public void close() {}
    }

    /** Draws. */
    record Bar(ProgressBar bar) implements Progress {

        private static final int WIDTH = 80;

        Bar(String task, long total) {
            this(new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                    .build());
        }

        @Override
        public void at(long done) {
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}

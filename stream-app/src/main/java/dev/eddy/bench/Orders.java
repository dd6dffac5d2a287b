package dev.eddy.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process of a contender is told, a line at a time, and what it answers. It lives through all rounds, so that its
 * code is as warm in each as a service's would be. One thread.
 */
public final class Orders {

    static final String RUN = "run ";
    static final String STOP = "stop ";
    static final String RUNNING = "running ";
    static final String STOPPED = "stopped ";
    static final String FAILED = "failed ";

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final PrintStream out;
    private final Work work;
    private @Nullable AutoCloseable running;

    /** What a contender does. */
    @FunctionalInterface
    public interface Work {

        /**
         * Starts to read the one topic from its beginning and to write the other.
         *
         * @param signals topic to be read
         * @param predictions topic to be written; new, and so is everything that is named like it
         * @param failed is told when it cannot go on, by any thread
         * @return stops it
         * @throws Exception if it cannot be started
         */
        AutoCloseable begin(String signals, String predictions, Consumer<Throwable> failed) throws Exception;
    }

    private Orders(PrintStream out, Work work) {
        this.out = out;
        this.work = work;
    }

    /**
     * Follows orders until there are no more.
     *
     * @param in where they come from
     * @param out where the answers go to
     * @param work what is done
     * @throws Exception if it cannot be started or stopped
     */
    public static void follow(BufferedReader in, PrintStream out, Work work) throws Exception {
        Orders orders = new Orders(out, work);
        try {
            orders.follow(in);
        } finally {
            orders.stop();
        }
    }

    private void follow(BufferedReader in) throws Exception {
        for (String line = read(in); line != null; line = read(in)) {
            if (line.startsWith(RUN)) {
                String[] topics = line.substring(RUN.length()).split(" ", 2);
                running = work.begin(topics[0], topics[1], e -> failed(topics[1], e));
                say(RUNNING + topics[1]);
            } else if (line.startsWith(STOP)) {
                stop();
                say(STOPPED + line.substring(STOP.length()));
            }
        }
    }

    private static @Nullable String read(BufferedReader in) throws IOException {
        return in.readLine();
    }

    private void stop() throws Exception {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    private void failed(String predictions, Throwable failure) {
        LOG.error("The contender failed", failure);
        say(FAILED + predictions + ": " + failure);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}

package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes wrong in one batch.
 *
 * @param kind what it is
 * @param number tells it from others
 * @param millis how long it takes, if it takes a time
 */
record Trouble(Kind kind, int number, long millis) {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final Pattern LINE = Pattern.compile("([A-Z]+) (\\d+) (\\d+)");

    /** What can go wrong. */
    enum Kind {
        /** The model throws. */
        THROW,
        /** It asks for more memory than there is. */
        MEMORY,
        /** It takes its time. */
        SLOW,
        /** It never answers. */
        HANG
    }

    static Trouble parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("an order must be KIND NUMBER MILLIS but was '" + line + "'");
        }
        return new Trouble(
                Kind.valueOf(matcher.group(1)), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    /** As {@link #parse} reads it. */
    String line() {
        return kind + " " + number + " " + millis;
    }

    /** What is said when it begins. */
    String announcement() {
        return "trouble " + line() + " begins";
    }

    /** Has it. */
    void suffer() {
        LOG.warn("{}", announcement());
        switch (kind) {
            case THROW -> throw new IllegalStateException("the model must answer but was told to throw");
            case MEMORY -> exhaust();
            case SLOW -> JavaProcess.pause(millis);
            case HANG -> hang();
        }
    }

    /** More than any heap holds in one piece. */
    private static void exhaust() {
        long[] tooLarge = new long[Integer.MAX_VALUE];
        throw new IllegalStateException("there must be too little memory for " + tooLarge.length + " numbers");
    }

    /** For ever and, like native code, deaf to interrupts. */
    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                LOG.debug("deaf", e);
            }
        }
    }
}

package dev.eddy.trainer.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A linear scale from values to places in a drawing.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, greater than {@code low}
 * @param from place of the lowest value
 * @param to place of the highest value; may be less than {@code from}
 * @param least the smallest distance of two ticks
 */
record Axis(double low, double high, double from, double to, double least) {

    private static final int TICKS = 5;

    /** With ticks as close as they come. */
    Axis(double low, double high, double from, double to) {
        this(low, high, from, to, 0);
    }

    /** From one value to another, as they are. */
    static Axis exact(double low, double high, double from, double to) {
        if (!(high > low)) {
            double room = low == 0 || !Double.isFinite(low) ? 1 : Math.abs(low) * 0.1;
            double middle = Double.isFinite(low) ? low : 0;
            return new Axis(middle - room, middle + room, from, to);
        }
        return new Axis(low, high, from, to);
    }

    /** Widened to whole steps between ticks. */
    Axis rounded() {
        double step = step();
        return new Axis(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, from, to);
    }

    /** With ticks at whole numbers only. */
    Axis whole() {
        return new Axis(low, high, from, to, 1);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        double step = step();
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        return LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
    }

    String label(double tick) {
        double step = step();
        if (step < 1e-4 || step >= 1e6) {
            return tick == 0 ? "0" : String.format(Locale.ROOT, "%.1e", tick);
        }
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
    }

    /** 1, 2 or 5 times a power of ten. */
    private double step() {
        double raw = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return Math.max(least, power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10));
    }
}

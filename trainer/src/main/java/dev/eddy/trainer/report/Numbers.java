package dev.eddy.trainer.report;

import java.util.Locale;

/** How numbers are written on the page, whatever the language of the machine. */
final class Numbers {

    /** Stands where there is no number. */
    static final String NONE = "–";

    private static final char THIN_SPACE = '\u202F';

    private Numbers() {}

    /** Four significant digits, at least up to the unit; the exponent of very small and very large ones apart. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Digits in groups of three. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', THIN_SPACE);
    }

    /** Of a share in [0, 1]. */
    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f", share * 100) + THIN_SPACE + "%" : NONE;
    }

    /** Minutes and seconds where it is long. */
    static String seconds(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.1f", seconds) + THIN_SPACE + "s";
        }
        long whole = Math.round(seconds);
        return "%d%cmin %d%cs".formatted(whole / 60, THIN_SPACE, whole % 60, THIN_SPACE);
    }

    /** A place in a drawing, to a tenth. */
    static String coordinate(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }
}

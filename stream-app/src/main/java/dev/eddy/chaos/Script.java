package dev.eddy.chaos;

import dev.eddy.signal.Samples;

/**
 * What every key sends, event by event: a pure function of the seed, so that the input can be made again at any time. One
 * event in twenty is not as it should be: out of order, sent twice, overlapping, late, too large or not finite. Any thread
 * may call.
 */
final class Script {

    /** Samples in an event that is as it should be. */
    static final int SAMPLES = 6;

    /** The instances are told to refuse larger events. */
    static final int MOST_SAMPLES = 64;

    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long MICROS_PER_SAMPLE = 1000;
    private static final int VALUES = 1024;
    private static final long KEY_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long EVENT_FACTOR = 0xD1B54A32D192ED03L;

    private final long seed;

    Script(long seed) {
        this.seed = seed;
    }

    /** What is the matter with an event. */
    enum Kind {
        PLAIN(945),
        REPEATED(15),
        OVERLAPPING(15),
        LATE(5),
        TOO_LARGE(5),
        NON_FINITE(5),
        ENDING(10);

        private final int perMille;

        Kind(int perMille) {
            this.perMille = perMille;
        }

        static Kind of(int draw) {
            int left = draw;
            for (Kind kind : values()) {
                left -= kind.perMille;
                if (left < 0) {
                    return kind;
                }
            }
            return PLAIN;
        }
    }

    record Event(Kind kind, Samples samples) {}

    static String name(int key) {
        return "key-" + key;
    }

    static int key(String name) {
        return Integer.parseInt(name.substring("key-".length()));
    }

    /** The event that a key sends as its {@code number}-th. */
    Event event(int key, int number) {
        int place = number < 2 ? number : swapped(key, number);
        Kind kind = place == 0 ? Kind.PLAIN : Kind.of((int) Long.remainderUnsigned(hash(key, place, 1), 1000));
        long first = (long) place * SAMPLES;
        return new Event(
                kind,
                switch (kind) {
                    case PLAIN -> samples(key, first, SAMPLES, false);
                    case REPEATED -> samples(key, first - SAMPLES, SAMPLES, false);
                    case OVERLAPPING -> samples(key, first - SAMPLES / 2, SAMPLES + SAMPLES / 2, false);
                    case LATE -> late(samples(key, first, SAMPLES, false));
                    case TOO_LARGE -> samples(key, first, MOST_SAMPLES + 1, false);
                    case NON_FINITE -> broken(samples(key, first, SAMPLES, false));
                    case ENDING -> samples(key, first, SAMPLES, true);
                });
    }

    /** One pair in a hundred comes in the wrong order. */
    private int swapped(int key, int number) {
        int pair = number / 2;
        return Long.remainderUnsigned(hash(key, pair, 2), 100) == 0 ? 4 * pair + 1 - number : number;
    }

    private Samples samples(int key, long first, int count, boolean last) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Long.remainderUnsigned(hash(key, first + i, 3), VALUES);
        }
        return new Samples(START_MICROS + first * MICROS_PER_SAMPLE, values, last);
    }

    private static Samples late(Samples samples) {
        return new Samples(START_MICROS - HOUR_MICROS, samples.values(), false);
    }

    private static Samples broken(Samples samples) {
        samples.values()[SAMPLES / 2] = Float.NaN;
        return samples;
    }

    private long hash(int key, long number, int use) {
        long mixed = seed + (key + 1L) * KEY_FACTOR + (number * 4 + use) * EVENT_FACTOR;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

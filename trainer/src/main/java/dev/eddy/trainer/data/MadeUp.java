package dev.eddy.trainer.data;

import dev.eddy.trainer.config.Fields;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many recordings a made-up data set has in each part. Each is made from a number of its own, so that other parts
 * may grow without changing it.
 *
 * @param seed number of the first recording; the others count up from it: train, then test, then validation
 * @param train recordings in the training part
 * @param test recordings in the test part
 * @param validation recordings in the validation part
 */
record MadeUp(int seed, int train, int test, int validation) {

    private static final int MOST = 100_000;

    /** Makes the recording of a number. */
    @FunctionalInterface
    interface Maker {
        LabelledRecording make(int number, Split split);
    }

    static MadeUp read(Fields fields) {
        return new MadeUp(
                fields.integer("seed", 0, Integer.MAX_VALUE - 3 * MOST),
                fields.integer("train", 1, MOST),
                fields.integer("test", 1, MOST),
                fields.integer("validation", 0, MOST, 0));
    }

    /** All recordings, made when their turn comes. */
    List<Entry> entries(String word, Maker maker) {
        return IntStream.range(seed, seed + train + test + validation)
                .mapToObj(number -> {
                    String key = word + "-" + number;
                    Split split = split(number - seed);
                    return new Entry(key, split, key, () -> maker.make(number, split));
                })
                .toList();
    }

    private Split split(int index) {
        if (index < train) {
            return Split.TRAIN;
        }
        return index < train + test ? Split.TEST : Split.VALIDATION;
    }

    /** One phrase. */
    String phrase() {
        int held = seed + train + test;
        String said = "seeds %d-%d train, %d-%d test".formatted(seed, seed + train - 1, seed + train, held - 1);
        return validation == 0 ? said : said + ", %d-%d validation".formatted(held, held + validation - 1);
    }
}

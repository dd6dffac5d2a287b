package dev.eddy.trainer.data;

import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Names;
import dev.eddy.trainer.config.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Where a data set comes from. */
public interface DataSource {

    /** The time at which recordings start whose real time is not known: 2023-11-14T22:13:20Z, microseconds. */
    long START_MICROS = 1_700_000_000_000_000L;

    /**
     * Loads the whole data set.
     *
     * @param folder the folder that holds one folder per data set
     * @return the data set
     * @throws IOException when a file is missing or not what it should be
     */
    DataSet load(Path folder) throws IOException;

    /**
     * Checks the source against the windows that its recordings will be cut into. Most have nothing to say.
     *
     * @param window how recordings are cut
     * @param problems takes what does not fit
     */
    default void check(WindowSpec window, Problems problems) {}

    /**
     * Whose it is.
     *
     * @return whether it is the user's own and lies where the experiment says, not where public data sets lie
     */
    default boolean isOwn() {
        return false;
    }

    /**
     * How the data set is divided into training and test part.
     *
     * @return one phrase
     */
    String split();

    /**
     * Reads {@code set} and what the chosen data set wants to know besides.
     *
     * @param fields the mapping {@code data} of an experiment
     * @param more sources from elsewhere, each by the name of its set
     * @return the source
     */
    static DataSource read(Fields fields, Map<String, Function<Fields, DataSource>> more) {
        Map<String, Function<Fields, DataSource>> known = new TreeMap<>(more);
        known.putAll(readers());
        String name = fields.text("set");
        if (!known.containsKey(name)) {
            fields.problems().add("data.set %s is not known; %s".formatted(name, Names.advice(name, known.keySet())));
            fields.passOver();
            return new UciHar();
        }
        return known.get(name).apply(fields);
    }

    private static Map<String, Function<Fields, DataSource>> readers() {
        return Map.ofEntries(
                Map.entry("etth1", Etth1::of),
                Map.entry("frames", Frames::of),
                Map.entry("fsdd", Fsdd::of),
                Map.entry("glyphs", Glyphs::of),
                Map.entry("load", Load::of),
                Map.entry("recordings", RecordingFolder::of),
                Map.entry("speed", Speed::of),
                Map.entry("tokens", Tokens::of),
                Map.entry("tones", Tones::of),
                Map.entry("uci-har", it -> new UciHar()),
                Map.entry("vibration", Vibration::of));
    }
}

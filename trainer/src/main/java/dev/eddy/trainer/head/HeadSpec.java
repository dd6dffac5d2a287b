package dev.eddy.trainer.head;

import dev.eddy.signal.GapFill;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Names;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What an experiment says about the kind of answer that it wants. */
public interface HeadSpec {

    /** One softmax over all labels, every step counting the same. */
    HeadSpec CLASSIFICATION = new Classification(LabelHead.Weights.EQUAL, 0);

    /**
     * Reads the one entry of {@code head}.
     *
     * @param fields for example {@code {classification: {weights: balanced}}}
     * @return the head, classification where something is wrong
     */
    static HeadSpec read(Fields fields) {
        Map<String, Function<Fields, HeadSpec>> kinds = new TreeMap<>(Map.of(
                "anomaly", Anomaly::read,
                "binary", Binary::read,
                "classification", Classification::read,
                "forecast", Forecast::read,
                "regression", Regression::read));
        Map<String, Fields> entries = fields.entries();
        for (Map.Entry<String, Fields> entry : entries.entrySet()) {
            Function<Fields, HeadSpec> kind = kinds.get(entry.getKey());
            if (kind != null && entries.size() == 1) {
                return entry.getValue().read(kind);
            }
        }
        String first = entries.keySet().stream().findFirst().orElse("nothing");
        fields.problems()
                .add("head must name one kind but names %s: %s"
                        .formatted(entries.keySet(), Names.advice(first, kinds.keySet())));
        return CLASSIFICATION;
    }

    /**
     * Notes where a model is told which samples were made up, which no head can foretell.
     *
     * @param name of the head
     * @param window how the recordings are cut
     * @param problems takes it
     */
    static void requireSignalAlone(String name, WindowSpec window, Problems problems) {
        problems.require(
                window.fill() != GapFill.MASK,
                "window.fill must be hold or linear with head.%s, which foretells all that it is given, but is mask"
                        .formatted(name));
    }

    /**
     * Builds the head for some data.
     *
     * @param data that it will be fitted on
     * @param window how the recordings are cut
     * @param problems takes whatever does not fit together
     * @return the head
     */
    Head build(DataSet data, WindowSpec window, Problems problems);
}

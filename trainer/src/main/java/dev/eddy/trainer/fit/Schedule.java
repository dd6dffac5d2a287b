package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Names;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The learning rate over time, a pure function of where fitting stands. */
public sealed interface Schedule permits OneCycle, Constant, Cosine, Plateau, Halving {

    /**
     * The learning rate of an update.
     *
     * @param now the update
     * @param peak greatest rate
     * @return in [0, peak]
     */
    double rate(Moment now, double peak);

    /**
     * The momentum of an update.
     *
     * @param now the update
     * @param given what the experiment says
     * @return in [0, 1)
     */
    default double momentum(Moment now, double given) {
        return given;
    }

    /**
     * Reads the field {@code schedule}, which may be left out.
     *
     * @param fields the mapping {@code fit}
     * @return the schedule, one cycle where something is wrong
     */
    static Schedule read(Fields fields) {
        Map<String, Function<Fields, Schedule>> known = new TreeMap<>(Map.of(
                "oneCycle", it -> new OneCycle(),
                "constant", it -> new Constant(),
                "cosine", Cosine::read,
                "plateau", Plateau::read,
                "halving", Halving::read));
        if (!fields.has("schedule")) {
            return new OneCycle();
        }
        Map<String, Fields> kinds = fields.kinds("schedule");
        String name = kinds.keySet().stream().findFirst().orElse("nothing");
        Function<Fields, Schedule> kind = known.get(name);
        if (kinds.size() == 1 && kind != null) {
            return kinds.values().iterator().next().read(kind);
        }
        fields.problems()
                .add("fit.schedule must name one schedule but names %s: %s"
                        .formatted(kinds.keySet(), Names.advice(name, known.keySet())));
        return new OneCycle();
    }
}

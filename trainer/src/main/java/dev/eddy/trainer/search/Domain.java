package dev.eddy.trainer.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Item;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The values that a parameter may take. */
sealed interface Domain {

    /** Draws one value. */
    JsonNode draw(RandomGenerator random);

    /**
     * Some values, all as likely.
     *
     * @param values anything that may stand in an experiment
     */
    record Choice(List<JsonNode> values) implements Domain {

        @Override
        public JsonNode draw(RandomGenerator random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /** How an interval is filled. */
    enum Scale {
        /** Every value is as likely. */
        LINEAR,
        /** Every order of magnitude is as likely. */
        LOG
    }

    /**
     * Numbers.
     *
     * @param from least
     * @param to greatest
     * @param scale how they are spread
     * @param whole whether they are rounded
     */
    record Interval(double from, double to, Scale scale, boolean whole) implements Domain {

        @Override
        public JsonNode draw(RandomGenerator random) {
            double share = random.nextDouble();
            double value = scale == Scale.LOG ? from * Math.pow(to / from, share) : from + share * (to - from);
            return whole ? IntNode.valueOf((int) Math.round(value)) : DoubleNode.valueOf(rounded(value));
        }

        /** Four digits are enough to search with, and people can read them. */
        private static double rounded(double value) {
            return Double.parseDouble(String.format(Locale.ROOT, "%.3e", value));
        }
    }

    static Domain read(Fields fields) {
        if (fields.has("of")) {
            List<JsonNode> values = fields.items("of").stream().map(Item::tree).toList();
            fields.problems().require(!values.isEmpty(), fields.path() + ".of must name at least one value; add one");
            return new Choice(values);
        }
        Interval interval = new Interval(
                fields.number("from", -1e9, 1e9),
                fields.number("to", -1e9, 1e9),
                fields.choice("scale", Scale.LINEAR),
                fields.flag("whole", false));
        fields.problems()
                .require(
                        interval.from < interval.to && (interval.scale == Scale.LINEAR || interval.from > 0),
                        "%s must go from less to more, and from above 0 on a log scale, but goes from %s to %s"
                                .formatted(fields.path(), interval.from, interval.to));
        return interval;
    }
}

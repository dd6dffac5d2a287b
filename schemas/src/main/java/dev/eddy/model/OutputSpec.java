package dev.eddy.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One output of the graph that reaches the reader of predictions.
 *
 * @param tensor its name in the graph; its shape is the input's batch and (where the input has it) step axes, then
 *     {@code shape}
 * @param kind what its numbers mean
 * @param shape sizes per key and step; a classification has one number per label
 * @param labels for a classification the name of each number, for other kinds empty or one name per number
 * @param units the unit of each number, or empty
 */
public record OutputSpec(String tensor, Kind kind, List<Integer> shape, List<String> labels, List<String> units) {

    /** What the numbers of an output mean. */
    public enum Kind {
        /** Probabilities of labels, in [0, 1], summing to 1. */
        @JsonProperty("classification")
        CLASSIFICATION,
        /** Estimates of quantities at the end of the window. */
        @JsonProperty("regression")
        REGRESSION,
        /** Estimates of future samples, {@code [ahead][channel]}. */
        @JsonProperty("forecast")
        FORECAST,
        /** How unusual the window is, from 0. */
        @JsonProperty("anomaly")
        ANOMALY,
        /** Whatever the graph gives. */
        @JsonProperty("raw")
        RAW
    }

    /** Copies the lists. */
    public OutputSpec {
        shape = List.copyOf(shape);
        labels = List.copyOf(labels);
        units = List.copyOf(units);
    }

    /**
     * How much one key gets of this output in one step.
     *
     * @return floats per key and step
     */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    void check(String at, Problems problems) {
        problems.requireText(at + ".tensor", tensor);
        problems.requireGiven(at + ".kind", kind);
        if (problems.requireShape(at + ".shape", shape)) {
            checkNames(at, problems);
        }
    }

    private void checkNames(String at, Problems problems) {
        boolean named = kind == Kind.CLASSIFICATION || !labels.isEmpty();
        problems.require(
                !named || labels.size() == size(),
                at + ".labels must name all " + size() + " numbers but has " + labels.size());
        problems.require(
                labels.stream().distinct().count() == labels.size(), at + ".labels must differ but were " + labels);
        problems.require(
                units.isEmpty() || units.size() == size(),
                at + ".units must be empty or " + size() + " long but has " + units.size());
    }
}

package dev.eddy.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A graph input that is the same at every step, say an int64 sample rate.
 *
 * @param tensor its name in the graph
 * @param type element type
 * @param shape its full shape; empty for a scalar
 * @param values the elements, row-major
 */
public record ConstantSpec(String tensor, Type type, List<Integer> shape, List<Double> values) {

    /** Element types a constant can have. */
    public enum Type {
        /** 64-bit integer. */
        @JsonProperty("int64")
        INT64,
        /** 32-bit float. */
        @JsonProperty("float32")
        FLOAT32
    }

    /** Copies both lists. */
    public ConstantSpec {
        shape = List.copyOf(shape);
        values = List.copyOf(values);
    }

    void check(String at, Problems problems) {
        problems.requireText(at + ".tensor", tensor);
        problems.requireGiven(at + ".type", type);
        if (problems.requireShape(at + ".shape", shape)) {
            int size = shape.stream().reduce(1, (a, b) -> a * b);
            problems.require(
                    size == values.size(),
                    at + ".values must be " + size + " long as its shape says but has " + values.size());
        }
    }
}

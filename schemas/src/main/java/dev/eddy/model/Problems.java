package dev.eddy.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong, so that it can be reported at once. */
final class Problems {

    /** The most numbers that one tensor may have for one key: 64 MiB of floats. */
    private static final int MAX_SIZE = 1 << 24;

    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    void require(boolean holds, String problem) {
        if (!holds) {
            found.add(problem);
        }
    }

    /** Manifests come from JSON, where anything may be missing whatever the types say. */
    void requireGiven(String name, @Nullable Object value) {
        require(value != null, name + " must be given");
    }

    void requireText(String name, @Nullable String value) {
        requireGiven(name, value);
        require(value == null || !value.isBlank(), name + " must not be blank");
    }

    /** Also tells whether the product of the sizes can be computed. */
    boolean requireShape(String name, List<Integer> shape) {
        boolean positive = shape.stream().allMatch(size -> size > 0);
        require(positive, name + " must have sizes above 0 but was " + shape);
        boolean small = shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b) <= MAX_SIZE;
        require(small, name + " must hold at most " + MAX_SIZE + " numbers but was " + shape);
        return positive && small;
    }

    void throwIfAny(String subject) {
        if (!found.isEmpty()) {
            throw new ManifestException(subject, found);
        }
    }
}

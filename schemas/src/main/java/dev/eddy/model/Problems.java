package dev.eddy.model;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong, so that it can be reported at once. */
final class Problems {

    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    void require(boolean holds, String problem) {
        if (!holds) {
            found.add(problem);
        }
    }

    void requireText(String name, String value) {
        require(!value.isBlank(), name + " must not be blank");
    }

    void throwIfAny(String subject) {
        if (!found.isEmpty()) {
            throw new ManifestException(subject, found);
        }
    }
}

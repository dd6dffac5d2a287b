package dev.eddy.model;

import java.util.List;

/** A manifest that cannot be used, with everything that is wrong about it. The remedy is in each problem. */
public final class ManifestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Reports problems together.
     *
     * @param subject which manifest
     * @param problems what is wrong, each with name, value, rule and remedy
     */
    public ManifestException(String subject, List<String> problems) {
        super(subject + " cannot be used:\n  - " + String.join("\n  - ", problems));
    }
}

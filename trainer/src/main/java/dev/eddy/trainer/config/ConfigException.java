package dev.eddy.trainer.config;

import java.util.List;

/** An experiment that cannot be run as it is written, with everything that is wrong about it. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConfigException(String subject, List<String> problems) {
        super(subject + " cannot be used:\n  - " + String.join("\n  - ", problems));
    }
}

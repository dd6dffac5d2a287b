package dev.eddy.chaos;

import dev.eddy.topology.Pipeline;
import dev.eddy.topology.TopologySettings;
import java.util.List;

/** The names of what a campaign reads and writes. */
final class Topics {

    static final String SIGNALS = "signals";
    static final String PREDICTIONS = "predictions";
    static final String DEAD_LETTERS = "dead-letters";
    static final String SHADOW = TopologySettings.shadowOf(PREDICTIONS);
    static final List<String> ALL = List.of(SIGNALS, PREDICTIONS, DEAD_LETTERS, SHADOW);

    /** Where models are published; made by whoever publishes the first one. */
    static final String MODELS = "models";

    /** The id of the app. */
    static final String APPLICATION = "chaos";

    static final String CHANGELOG = Pipeline.changelog(APPLICATION, "");

    private Topics() {}
}

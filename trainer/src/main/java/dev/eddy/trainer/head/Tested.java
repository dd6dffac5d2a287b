package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One way of testing and what was answered.
 *
 * @param protocol its name
 * @param answers what the network said
 * @param baselines what simple answers said to the same windows, by their name
 * @param windows some of the windows that were asked, one step each, by the place of their answer
 */
public record Tested(String protocol, Answers answers, Map<String, Answers> baselines, Map<Integer, Steps> windows) {

    /** Copies the maps and sorts them. */
    public Tested {
        baselines = Collections.unmodifiableMap(new TreeMap<>(baselines));
        windows = Collections.unmodifiableMap(new TreeMap<>(windows));
    }
}

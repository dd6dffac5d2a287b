package dev.eddy.offline;

import dev.eddy.event.Prediction;

/**
 * A prediction and whose it is, as they stand in the topic.
 *
 * @param key stream id
 * @param prediction what the model said
 */
public record ScoredKey(String key, Prediction prediction) {}

package dev.eddy.app;

import dev.eddy.event.Prediction;

/**
 * A prediction and whose it is, as they stand in the topic.
 *
 * @param key stream id
 * @param prediction what the model said
 */
record ScoredKey(String key, Prediction prediction) {}

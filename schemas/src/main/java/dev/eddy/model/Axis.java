package dev.eddy.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one axis of the input tensor counts. */
public enum Axis {
    /** Keys that share one run. */
    @JsonProperty("batch")
    BATCH,
    /** Consecutive windows of one key. */
    @JsonProperty("step")
    STEP,
    /** Samples of one window, oldest first. */
    @JsonProperty("sample")
    SAMPLE,
    /** Values of one sample. */
    @JsonProperty("channel")
    CHANNEL
}

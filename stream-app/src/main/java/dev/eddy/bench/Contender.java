package dev.eddy.bench;

/** A way to get from signals to predictions, or a part of it that shows how far one could come. */
enum Contender {
    /** Kafka Streams alone: reads and decodes every event, writes 32 bytes per window. No state, no model. */
    PASS_THROUGH("pass-through", "reads, decodes, writes 32 bytes per window: no state, no model"),
    /** What the public API suggests: state from the store, model on one window, state to the store, for every event. */
    NAIVE("naive", "per event: state from RocksDB, model on one window, state back"),
    /** The same with the cache of Kafka Streams in front of the store. */
    NAIVE_CACHED("naive + cache", "the same with Kafka's caching store"),
    /** The topology of the stream app. */
    EDDY("eddy", "the stream app's topology and engine"),
    /** The model in a loop, a full batch at a time. No Kafka. */
    MODEL_ALONE("model alone", "full batches in a loop: no Kafka");

    private final String title;
    private final String description;

    Contender(String title, String description) {
        this.title = title;
        this.description = description;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}

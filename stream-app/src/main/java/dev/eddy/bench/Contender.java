package dev.eddy.bench;

import dev.eddy.inference.CatchUp;
import dev.eddy.inference.GpuUse;
import java.util.Locale;

/** A way to get from signals to predictions, or a part of it that shows how far one could come. */
public enum Contender {
    /** Kafka Streams alone: reads and decodes every event, writes 32 bytes per window. No state, no model. */
    PASS_THROUGH("pass-through", "reads, decodes, writes 32 bytes per window: no state, no model"),
    /** What the public API suggests: state from the store, model on one window, state to the store, for every event. */
    NAIVE("naive", "per event: state from RocksDB, model on one window, state back"),
    /** The same with the cache of Kafka Streams in front of the store. */
    NAIVE_CACHED("naive + cache", "the same with Kafka's caching store"),
    /** Flink's keyed function, state in objects. */
    FLINK_HEAP("flink", "a keyed function, state in objects on the heap, model on one window"),
    /** Flink's keyed function, state in RocksDB. */
    FLINK_ROCKSDB("flink, rocksdb", "the same, state in RocksDB"),
    /** An operator that batches across keys and drains before each barrier, state in objects. */
    FLINK_BATCHES_HEAP("flink expert", "an operator that batches across keys, drained before each checkpoint"),
    /** The same over RocksDB, written back before each barrier. */
    FLINK_BATCHES_ROCKSDB("flink expert, rocksdb", "the same over RocksDB, written back before each checkpoint"),
    /** The topology of the stream app. */
    EDDY("eddy", "the stream app's topology and engine"),
    /** The same, the states in memory. */
    EDDY_IN_MEMORY("eddy, in memory", "the same with --in-memory: states in memory and in the changelog"),
    /** The same, with runs of several windows of a key. */
    EDDY_CATCH_UP(
            "eddy, catching up", "the same with --catch-up 8: up to eight windows of a key in a run of the model"),
    /** The same on an NVIDIA GPU. */
    EDDY_ON_GPU("eddy, on a GPU", "the same with --device cuda --batch-limit 512"),
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

    /**
     * Whether it takes part without being asked.
     *
     * @return false for one that is worth a look where few keys are behind, and one that needs a GPU
     */
    public boolean always() {
        return this != EDDY_CATCH_UP && this != EDDY_ON_GPU;
    }

    /** How far its predictions may be off those scored offline; 0 where they are equal to the bit. */
    double tolerance() {
        return switch (this) {
            case EDDY_CATCH_UP -> CatchUp.TOLERANCE;
            case EDDY_ON_GPU -> GpuUse.DEFAULT.tolerance();
            default -> 0;
        };
    }

    /**
     * Whether it needs Flink.
     *
     * @return false for all that this module can run
     */
    public boolean flink() {
        return name().startsWith("FLINK");
    }

    /** As it is written on command lines and in the names of topics: {@code flink-batches-heap}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

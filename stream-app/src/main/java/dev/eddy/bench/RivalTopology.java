package dev.eddy.bench;

import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.SequenceModel;
import dev.eddy.model.ModelManifest;
import dev.eddy.topology.EventDoor;
import dev.eddy.topology.TopologySettings;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The graphs of the other contenders: with public interfaces only, but through the same door and in the same words.
 *
 * @param settings topics and bounds
 * @param registry where the schemas of the events are kept
 */
record RivalTopology(TopologySettings settings, RegistryConfig registry) {

    private static final String PROCESSOR = "process";

    Topology passThrough(ModelManifest model) {
        return around(() -> new PassThroughProcessor(door(model), model.signal().channels(), model.window()));
    }

    Topology naive(SequenceModel model, boolean cached) {
        StoreBuilder<KeyValueStore<String, byte[]>> store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(NaiveProcessor.STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
        return around(() -> new NaiveProcessor(door(model.manifest()), model))
                .addStateStore(cached ? store.withCachingEnabled() : store.withCachingDisabled(), PROCESSOR);
    }

    private EventDoor door(ModelManifest model) {
        return new EventDoor(
                settings, EventSerde.of(SignalChunk.class, registry), EventSerde.of(Prediction.class, registry), model);
    }

    private Topology around(ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
        return new Topology()
                .addSource(
                        "signals",
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        settings.signals())
                .addProcessor(PROCESSOR, processor, "signals")
                .addSink(
                        "predictions",
                        settings.predictions(),
                        Serdes.ByteArray().serializer(),
                        Serdes.ByteArray().serializer(),
                        PROCESSOR);
    }
}

package dev.eddy.topology;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link KeyStateStore} per task over one of Kafka Streams' own stores, always with a changelog. */
final class KeyStateStoreBuilder implements StoreBuilder<KeyStateStore> {

    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;
    private final Lineage first;
    private final TopologySettings.Bounds bounds;

    KeyStateStoreBuilder(String name, Lineage first, TopologySettings.Bounds bounds) {
        KeyValueBytesStoreSupplier supplier =
                bounds.persistent() ? Stores.persistentKeyValueStore(name) : Stores.inMemoryKeyValueStore(name);
        this.inner = Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
        this.first = first;
        this.bounds = bounds;
    }

    @Override
    public KeyStateStore build() {
        return new KeyStateStore(inner.build(), first, bounds);
    }

    @Override
    public StoreBuilder<KeyStateStore> withCachingEnabled() {
        throw new UnsupportedOperationException(
                "the key states are a cache themselves: a second one would lose commits");
    }

    @Override
    public StoreBuilder<KeyStateStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<KeyStateStore> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<KeyStateStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("the key states need their changelog: without it a crash loses them");
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return inner.loggingEnabled();
    }

    @Override
    public String name() {
        return inner.name();
    }
}

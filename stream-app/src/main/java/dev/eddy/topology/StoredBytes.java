package dev.eddy.topology;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in front of one of bytes, which answers all that Kafka Streams asks of the bytes. One thread. */
class StoredBytes implements StateStore {

    final KeyValueStore<Bytes, byte[]> inner;
    final StoreFiles files = new StoreFiles();

    StoredBytes(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    /** The store behind registers this one, so that Kafka Streams sees its hook, and keeps writing the changelog. */
    @Override
    public void init(StateStoreContext context, StateStore root) {
        files.open(context, () -> inner.init(context, this));
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        files.use(() -> inner.commit(changelogOffsets));
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // every store must still answer it
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return inner.query(query, bound, config);
    }

    @Override
    public Position getPosition() {
        return inner.getPosition();
    }

    @Override
    public void close() {
        inner.close();
        files.closed();
    }
}

package dev.eddy.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of all stores of a process: what was read from files, their indexes, and what is not yet written to
 * files share one cache, however many partitions come to this process. Made by Kafka Streams; any thread may call.
 */
public final class StoreMemory implements RocksDBConfigSetter {

    /** The setting that says how much, in bytes, for all stores together. */
    public static final String BYTES = "eddy.state.memory";

    private static final int ALL_SHARDS = -1;
    private static final double SHARE_OF_INDEXES = 0.1;
    private static final int PARTS = 2;

    /** For as long as the process lives: stores come and go. */
    private static final Map<Long, Shared> SHARED = new ConcurrentHashMap<>();

    /** What is not yet written counts as a part of the cache, and is written once it is half of it. */
    private record Shared(Cache cache, WriteBufferManager writes) {

        static Shared of(long bytes) {
            Cache cache = new LRUCache(bytes, ALL_SHARDS, false, SHARE_OF_INDEXES);
            return new Shared(cache, new WriteBufferManager(bytes / PARTS, cache));
        }
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        Shared shared = SHARED.computeIfAbsent(bytes(settings), Shared::of);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.writes());
    }

    private static long bytes(Map<String, Object> settings) {
        return Long.parseLong(String.valueOf(settings.get(BYTES)));
    }

    /** The cache belongs to all stores. */
    @Override
    public void close(String store, Options options) {}

    /** How much of a cache of so many bytes is taken now. */
    static long used(long bytes) {
        Shared shared = SHARED.get(bytes);
        return shared == null ? 0 : shared.cache().getUsage();
    }
}

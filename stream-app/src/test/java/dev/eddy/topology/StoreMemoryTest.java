package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class StoreMemoryTest {

    private static final long MIB = 1 << 20;
    private static final long LIMIT = 8 * MIB;
    private static final int VALUE = 4096;
    private static final int VALUES = 5000;

    @TempDir
    Path folder;

    @Test
    void shouldHoldAllStoresTogetherWithinTheLimit() throws Exception {
        RocksDB.loadLibrary();
        try (Options options = options();
                Options others = options();
                RocksDB one = RocksDB.open(options, folder.resolve("one").toString());
                RocksDB other = RocksDB.open(others, folder.resolve("other").toString())) {
            for (RocksDB store : List.of(one, other)) {
                fill(store);
            }
            for (RocksDB store : List.of(one, other)) {
                readAll(store);
            }

            // What is being written to files counts until it is there.
            Awaitility.await("files")
                    .untilAsserted(() -> assertThat(StoreMemory.used(LIMIT)).isBetween(LIMIT / 4, LIMIT + 2 * MIB));
        }
    }

    private static Options options() {
        Options options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
        new StoreMemory().setConfig("states", options, Map.of(StoreMemory.BYTES, LIMIT));
        return options;
    }

    /** 20 MB that do not compress. */
    private static void fill(RocksDB store) throws Exception {
        Random random = new Random(7);
        byte[] value = new byte[VALUE];
        for (int i = 0; i < VALUES; i++) {
            random.nextBytes(value);
            store.put(key(i), value);
        }
    }

    private static void readAll(RocksDB store) throws Exception {
        for (int i = 0; i < VALUES; i++) {
            assertThat(store.get(key(i))).hasSize(VALUE);
        }
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(4).putInt(i).array();
    }
}

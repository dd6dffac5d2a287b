package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.inference.ModelId;
import dev.eddy.model.StateSpec;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files can be read from the changelog again: damaged ones must not stop an app for good. */
class DamagedStoreTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final Lineage FIRST = Lineage.of(
            new ModelId("fake", "1", ""),
            new Layout(SIGNAL, WindowSpec.tumbling(4), List.of(new StateSpec("h", "hN", List.of(1), 0, 0f))));
    private static final Map<TopicPartition, Long> OFFSETS = Map.of(new TopicPartition("changelog", 0), 1L);

    @TempDir
    private Path folder;

    @Test
    void shouldGiveUpATaskWhoseFilesCannotBeOpenedAndOpenItTheNextTime() throws IOException {
        write();
        damage("CURRENT");

        assertThatThrownBy(this::open).isInstanceOf(TaskCorruptedException.class);

        KeyStateStore next = open();
        assertThat(next.get("key").state.epoch()).isZero();
        next.close();
    }

    @Test
    void shouldDeleteFilesThatCannotBeReadOnceTheStoreIsClosed() throws IOException {
        write();
        KeyStateStore damaged = open();
        damage(".sst");
        assertThatThrownBy(() -> damaged.get("key")).isInstanceOf(DamagedStoreException.class);

        damaged.close();

        KeyStateStore next = open();
        assertThat(next.get("key").state.epoch()).isZero();
        next.close();
    }

    @Test
    void shouldKeepFilesThatAreSound() {
        write();

        KeyStateStore next = open();

        assertThat(next.get("key").state.epoch()).isEqualTo(1);
        next.close();
    }

    /** One key in its second epoch. */
    private void write() {
        KeyStateStore store = open();
        LiveKey key = store.get("key");
        key.state.accept(new Samples(0, new float[] {1}, true));
        key.state.accept(new Samples(1_000_000, new float[] {1}, false));
        store.touch(key);
        store.flushCache();
        store.commit(OFFSETS);
        store.close();
    }

    private KeyStateStore open() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "damaged");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        MockProcessorContext<byte[], byte[]> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        KeyStateStore store = new KeyStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(KeyStateStore.NAME), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled()
                        .build(),
                FIRST,
                TopologySettings.Bounds.DEFAULT);
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private void damage(String kind) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(it -> it.getFileName().toString().contains(kind)).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path each : files) {
            byte[] bytes = Files.readAllBytes(each);
            Arrays.fill(bytes, (byte) 0x55);
            Files.write(each, bytes);
        }
    }
}

package dev.eddy.trainer.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.recording.Recording;
import dev.eddy.signal.GapFill;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.ConfigException;
import dev.eddy.trainer.data.Cutter;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.LabelTrack;
import dev.eddy.trainer.data.LabelledRecording;
import dev.eddy.trainer.data.Partition;
import dev.eddy.trainer.data.Split;
import dev.eddy.trainer.data.Truth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRecordingsTest {

    private static final String TOPIC = "signals";
    private static final SignalSpec SIGNAL = new SignalSpec(2, 1000);
    private static final long START = 1_700_000_000_000_000L;
    private static final EventSerde<SignalChunk> SERDE =
            EventSerde.of(SignalChunk.class, RegistryConfig.of("mock://topic-recordings"));

    @TempDir
    private Path folder;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
    private int maxGap;
    private GapFill fill = GapFill.HOLD;

    @Test
    void exampleUsage() throws IOException {
        send("pump", 0, 3, false);
        send("fan", 0, 2, false);
        send("pump", 3, 2, false);

        DataSet set = read(Optional.empty());

        assertThat(set.signal()).isEqualTo(SIGNAL);
        assertThat(set.channels()).containsExactly("channel0", "channel1");
        assertThat(set.entries()).extracting(Entry::key).containsExactly("fan", "pump");
        Recording pump = set.recordings().toList().get(1).recording();
        assertThat(pump.values()).containsExactly(0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f);
        assertThat(pump.startMicros()).isEqualTo(START);
    }

    @Test
    void shouldBeginANewRecordingAtAGapAndAtAnEnd() throws IOException {
        maxGap = 1;
        send("pump", 0, 2, false);
        send("pump", 0, 2, false);
        send("pump", 3, 1, false);
        send("pump", 9, 2, true);
        send("pump", 11, 1, false);

        DataSet set = read(Optional.empty());

        assertThat(set.entries()).extracting(Entry::key).containsExactly("pump", "pump.1", "pump.2");
        List<Recording> recordings =
                set.recordings().map(LabelledRecording::recording).toList();
        assertThat(recordings.get(0).values()).containsExactly(0, 0.5f, 1, 1.5f, 1, 1.5f, 3, 3.5f);
        assertThat(recordings.get(1).values()).containsExactly(9, 9.5f, 10, 10.5f);
        assertThat(recordings.get(2).startMicros()).isEqualTo(START + 11_000);
    }

    @Test
    void shouldLabelByKeyAndTime() throws IOException {
        send("pump", 0, 4, true);
        send("pump", 4, 4, false);
        send("fan", 0, 4, false);
        send("stranger", 0, 4, false);
        Path labels = labels("pump,calm,," + (START + 3000) + ",north,train\n"
                + "pump,wild,2023-11-14T22:13:20.003Z,,north,train\nfan,calm,,,south,test\n");

        DataSet set = read(Optional.of(labels));

        assertThat(set.labels()).containsExactly("calm", "wild");
        assertThat(set.part(Split.TRAIN).map(LabelledRecording::track))
                .containsExactly(LabelTrack.of(new int[] {0, 0, 0, 1}), LabelTrack.of(new int[] {1, 1, 1, 1}));
        assertThat(set.part(Split.TEST).map(LabelledRecording::group)).containsExactly("south");
        assertThat(set.entries()).extracting(Entry::key).doesNotContain("stranger");
    }

    @Test
    void shouldReportWrongLabelsTogether() throws IOException {
        send("pump", 0, 4, true);
        Path labels = labels("gone,calm,yesterday,,north,train\npump,calm,,,north,exam\n");

        assertThatThrownBy(() -> read(Optional.of(labels)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("names the key gone but the topic has no such key")
                .hasMessageContaining("from must be whole microseconds since 1970 or an instant")
                .hasMessageContaining("split must be train, validation or test but is 'exam'");
    }

    @Test
    void shouldRefuseLabelsThatMissEverySample() throws IOException {
        send("pump", 0, 4, true);
        Path labels = labels("pump,calm,0,4,north,train\n");

        assertThatThrownBy(() -> read(Optional.of(labels)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("labels of key pump must be at times from " + START + ", its first sample, on");
    }

    @Test
    void shouldPassOverWhatCannotBeUsedAndSayWhy() throws IOException {
        send("pump", 0, 2, false);
        add(null, new byte[9]);
        add(bytes("pump"), null);
        add(bytes("pump"), bytes("no frame at all"));
        add(bytes("pump"), frame(new SignalSpec(2, 500), new Samples(START, new float[4], false)));
        add(bytes("pump"), frame(SIGNAL, new Samples(START + 2000, new float[] {1, Float.NaN}, false)));
        send("pump", 2, 1, false);
        TopicRecordings recordings = new TopicRecordings(SERDE.deserializer(), 0, GapFill.HOLD);

        reader().read(recordings::accept);

        assertThat(recordings.stretches()).singleElement().satisfies(one -> assertThat(one.length())
                .isEqualTo(3));
        assertThat(recordings.passedOver())
                .containsEntry("no key", 1)
                .containsEntry("no value", 1)
                .containsEntry("NOT_AVRO_FRAME", 1)
                .containsEntry("WRONG_RATE", 1)
                .containsEntry("NON_FINITE", 1);
    }

    @Test
    void shouldSayThatATopicIsEmptyOrNotThere() {
        assertThatThrownBy(() -> read(Optional.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must hold an event that can be used but has none");
        assertThatThrownBy(() -> new TopicReader(consumer, "gone").read(event -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("topic gone must be there but is not");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldCutTheSameWindowsAsWhenServing(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        maxGap = random.nextInt(4);
        fill = random.nextBoolean() ? GapFill.HOLD : GapFill.LINEAR;
        WindowSpec spec = new WindowSpec(5, 3, 2, maxGap, fill, false);
        KeyState serving = new KeyState(SIGNAL, spec, new float[0]);
        long at = 0;
        for (int i = 0; i < 200; i++) {
            int length = 1 + random.nextInt(7);
            boolean end = random.nextInt(25) == 0;
            long from = Math.max(0, at + (random.nextInt(4) == 0 ? random.nextInt(-6, 7) : 0));
            serving.accept(send("pump", from, length, end));
            at = Math.max(at, from + length);
        }

        List<float[]> fitted = new ArrayList<>();
        read(Optional.empty()).recordings().forEach(one -> {
            for (var steps : Cutter.cut(one, spec, Truth.label())) {
                for (int step = 0; step < steps.count(); step++) {
                    fitted.add(steps.slice(step, step + 1).values());
                }
            }
        });

        assertThat(fitted).hasSizeGreaterThan(50).containsExactlyElementsOf(windows(serving));
    }

    private static List<float[]> windows(KeyState state) {
        List<float[]> windows = new ArrayList<>();
        for (Optional<Window> window = state.begin(); window.isPresent(); window = state.begin()) {
            windows.add(window.get().values());
            state.skip();
        }
        return windows;
    }

    private DataSet read(Optional<Path> labels) throws IOException {
        TopicSource.Reading reading = new TopicSource.Reading(labels, List.of(), maxGap, fill, new Partition(0, 1));
        TopicRecordings recordings = new TopicRecordings(SERDE.deserializer(), maxGap, fill);
        return new TopicDataSet(TOPIC, reading).read(reader(), recordings, folder);
    }

    /** Two partitions of prepared events.. */
    private TopicReader reader() {
        Node node = new Node(0, "nowhere", 1);
        Node[] nodes = {node};
        List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
        consumer.updatePartitions(
                TOPIC,
                partitions.stream()
                        .map(each -> new PartitionInfo(TOPIC, each.partition(), node, nodes, nodes))
                        .toList());
        partitions.forEach(each -> ends.putIfAbsent(each, 0L));
        consumer.updateEndOffsets(ends);
        consumer.updateBeginningOffsets(Map.of(partitions.get(0), 0L, partitions.get(1), 0L));
        consumer.schedulePollTask(() -> events.forEach(consumer::addRecord));
        return new TopicReader(consumer, TOPIC);
    }

    /** Samples {@code from} to {@code from + length}: the first channel says which, the second is half a unit more. */
    private Samples send(String key, long from, int length, boolean end) {
        float[] values = new float[length * 2];
        for (int i = 0; i < length; i++) {
            values[2 * i] = from + i;
            values[2 * i + 1] = from + i + 0.5f;
        }
        Samples samples = new Samples(START + from * 1000, values, end);
        add(bytes(key), frame(SIGNAL, samples));
        return samples;
    }

    private void add(byte @Nullable [] key, byte @Nullable [] value) {
        int partition = key == null ? 0 : key.length % 2;
        TopicPartition place = new TopicPartition(TOPIC, partition);
        long offset = ends.getOrDefault(place, 0L);
        ends.put(place, offset + 1);
        events.add(new ConsumerRecord<>(TOPIC, partition, offset, key, value));
    }

    private static byte[] frame(SignalSpec signal, Samples samples) {
        return SERDE.serializer().serialize(TOPIC, new SampleCodec(signal, 100).encode(samples, Encoding.F32LE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path labels(String rows) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), "recording,label,from,to,group,split\n" + rows);
    }
}

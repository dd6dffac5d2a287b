package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However readings are cut, repeated, split by channels, put in another order within the grace, and stored in between. */
class ReadingsLawTest {

    private static final float NONE = Float.NaN;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldCutTheSameWindowsFromAnyCuttingOfTheSameReadings(long seed) {
        Random random = new Random(seed);
        SignalSpec signal = new SignalSpec(1 + random.nextInt(3), random.nextBoolean() ? 1000 : 3.7);
        long step = signal.micros(1);
        List<ReadingsTest.Row> rows = rows(random, signal.channels(), step);
        int length = 1 + random.nextInt(5);
        WindowSpec spec = new WindowSpec(
                        length,
                        1 + random.nextInt(5),
                        random.nextInt(length),
                        random.nextInt(4),
                        List.of(GapFill.values()).get(random.nextInt(3)),
                        random.nextBoolean())
                .withResampling(new ResampleSpec(
                        List.of(ResampleSpec.By.values()).get(random.nextInt(3)), 1 + random.nextInt(8)));
        KeyState whole = new KeyState(signal, spec, new float[0]);
        whole.accept(ReadingsTest.readings(rows.toArray(ReadingsTest.Row[]::new)));
        List<String> expected = texts(ReadingsTest.windows(whole));

        for (int cut = 0; cut < 4; cut++) {
            long grace = cut % 2 * 5L * step;
            KeyStateCodec codec = new KeyStateCodec(signal, spec, new float[0], grace);
            KeyState key = codec.fresh();
            List<String> found = new ArrayList<>();
            for (Samples event : events(rows, grace, random)) {
                key.accept(event);
                found.addAll(texts(ReadingsTest.windows(key)));
                assertThat(key.windower.signal).isEqualTo(signal);
                key = random.nextInt(3) == 0 ? codec.read(codec.write(key)) : key;
            }
            key.release();
            found.addAll(texts(ReadingsTest.windows(key)));
            assertThat(found).isEqualTo(expected);
        }
    }

    private static List<ReadingsTest.Row> rows(Random random, int channels, long step) {
        List<ReadingsTest.Row> rows = new ArrayList<>();
        long at = 1_000_000_000L;
        for (int i = 5 + random.nextInt(60); i > 0; i--) {
            float[] values = new float[channels];
            for (int c = 0; c < channels; c++) {
                values[c] = random.nextInt(4) == 0 ? NONE : random.nextInt(1000);
            }
            rows.add(new ReadingsTest.Row(at, values));
            double pause = random.nextInt(12) == 0 ? random.nextInt(30) : random.nextDouble() * 2.5;
            at += 1 + (long) (pause * step);
        }
        return rows;
    }

    /** Each reading once at least, within the grace of its turn. */
    private static List<Samples> events(List<ReadingsTest.Row> rows, long grace, Random random) {
        List<ReadingsTest.Row> sent = new ArrayList<>();
        for (ReadingsTest.Row row : rows) {
            sent.add(row);
            if (random.nextInt(4) == 0) {
                sent.add(row);
            }
            if (row.values().length > 1 && random.nextInt(3) == 0) {
                sent.addAll(sent.size() - 1, split(sent.get(sent.size() - 1)));
            }
        }
        if (grace > 0) {
            List<ReadingsTest.Row> late = new ArrayList<>(sent);
            long[] turn = late.stream()
                    .mapToLong(it -> it.micros() + (long) (random.nextDouble() * grace))
                    .toArray();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < turn.length; i++) {
                order.add(i);
            }
            order.sort((a, b) -> Long.compare(turn[a], turn[b]));
            sent = new ArrayList<>(order.stream().map(late::get).toList());
        }
        return cut(sent, grace, random);
    }

    /** Some channels of a reading before the others, which then come with it once more. */
    private static List<ReadingsTest.Row> split(ReadingsTest.Row row) {
        float[] some = row.values().clone();
        some[0] = NONE;
        return List.of(new ReadingsTest.Row(row.micros(), some));
    }

    private static List<Samples> cut(List<ReadingsTest.Row> sent, long grace, Random random) {
        List<Samples> events = new ArrayList<>();
        for (int from = 0; from < sent.size(); ) {
            int to = Math.min(sent.size(), from + 1 + random.nextInt(grace > 0 ? 1 : 9));
            List<ReadingsTest.Row> some = new ArrayList<>(sent.subList(from, to));
            if (random.nextBoolean()) {
                Collections.shuffle(some, random);
            }
            events.add(ReadingsTest.readings(some.toArray(ReadingsTest.Row[]::new)));
            from = to;
        }
        return events;
    }

    private static List<String> texts(List<Window> windows) {
        return windows.stream()
                .map(it -> Ramp.text(it) + " at " + it.startMicros() + ".." + it.endMicros() + " " + it.began())
                .toList();
    }
}

package dev.eddy.topology;

import dev.eddy.signal.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Seeded signals of several keys with gaps and ends of events, one sample a microsecond, and ways to cut them. */
final class RandomHistory {

    /** A chunk of a key. */
    record Event(String key, Samples samples) {}

    private final Random random;

    RandomHistory(long seed) {
        this.random = new Random(seed);
    }

    /** For each key its unbroken stretches in the order of time. */
    Map<String, List<Samples>> stretches(int keys) {
        Map<String, List<Samples>> all = new LinkedHashMap<>();
        for (int k = 0; k < keys; k++) {
            List<Samples> stretches = new ArrayList<>();
            long at = random.nextInt(1000);
            for (int s = 1 + random.nextInt(3); s > 0; s--) {
                float[] values = new float[1 + random.nextInt(40)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextInt(100) - 50;
                }
                stretches.add(new Samples(at, values, random.nextBoolean()));
                at += values.length + (random.nextBoolean() ? 0 : random.nextInt(20));
            }
            all.put("key-" + k, stretches);
        }
        return all;
    }

    /** The same samples in random pieces, some of them twice, the keys mixed, each key in the order of time. */
    List<Event> cut(Map<String, List<Samples>> stretches, boolean repeat) {
        List<List<Event>> queues = new ArrayList<>();
        stretches.forEach((key, samples) -> queues.add(pieces(key, samples, repeat)));
        List<Event> mixed = new ArrayList<>();
        while (!queues.isEmpty()) {
            List<Event> queue = queues.get(random.nextInt(queues.size()));
            mixed.add(queue.remove(0));
            queues.removeIf(List::isEmpty);
        }
        return Collections.unmodifiableList(mixed);
    }

    /** The same samples in random pieces, each of which comes at most so many microseconds after its last sample. */
    List<Event> shuffled(Map<String, List<Samples>> stretches, int delayMicros) {
        IdentityHashMap<Event, Long> comes = new IdentityHashMap<>();
        stretches.forEach((key, samples) -> pieces(key, samples, true)
                .forEach(event -> comes.put(
                        event,
                        event.samples().startMicros()
                                + event.samples().values().length
                                + random.nextInt(delayMicros))));
        return comes.keySet().stream().sorted(Comparator.comparing(comes::get)).toList();
    }

    private List<Event> pieces(String key, List<Samples> stretches, boolean repeat) {
        List<Event> pieces = new ArrayList<>();
        for (Samples stretch : stretches) {
            int from = 0;
            while (from < stretch.values().length) {
                int to = Math.min(stretch.values().length, from + 1 + random.nextInt(9));
                pieces.add(piece(key, stretch, from, to));
                if (repeat && random.nextInt(3) == 0) {
                    pieces.add(piece(key, stretch, random.nextInt(from + 1), to));
                }
                from = to;
            }
        }
        return pieces;
    }

    private static Event piece(String key, Samples stretch, int from, int to) {
        boolean ends = stretch.endOfEvent() && to == stretch.values().length;
        return new Event(
                key, new Samples(stretch.startMicros() + from, Arrays.copyOfRange(stretch.values(), from, to), ends));
    }
}

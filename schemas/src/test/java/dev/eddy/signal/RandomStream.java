package dev.eddy.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A random stream of one key: what was sampled, and as many ways as one likes to cut it into chunks. */
final class RandomStream {

    private static final double[] RATES = {3, 999.983, 1000, 16000, 44100};

    private static final int BLOCK = 5;

    /** Samples that a chunk has at most, and a little more: most are not quite on time. */
    static final int LONGEST = 52;

    private static final long MIXING = 0x9E3779B97F4A7C15L;

    /** Some samples without a hole; an event may end after them, and a new epoch may be asked for with them. */
    record Segment(long first, int count, boolean ends, boolean resets) {}

    final SignalSpec signal;
    final WindowSpec spec;
    final Ramp ramp;
    final List<Segment> segments = new ArrayList<>();
    private final long loudness;

    RandomStream(long seed) {
        Random random = new Random(seed);
        signal = new SignalSpec(1 + random.nextInt(3), RATES[random.nextInt(RATES.length)]);
        int length = 1 + random.nextInt(12);
        spec = new WindowSpec(
                length,
                1 + random.nextInt(16),
                random.nextInt(length),
                random.nextInt(6),
                List.of(GapFill.values()).get(random.nextInt(3)),
                random.nextBoolean(),
                random.nextBoolean() ? EpochSpec.USUAL : epochs(random));
        loudness = random.nextLong();
        ramp = new Ramp(signal, Ramp.START + random.nextInt(1_000_000));
        long next = random.nextInt(5);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            Segment segment = new Segment(next, 1 + random.nextInt(50), random.nextInt(3) == 0, random.nextInt(6) == 0);
            segments.add(segment);
            next += segment.count() + (random.nextBoolean() ? random.nextInt(9) : 0);
        }
    }

    private static EpochSpec epochs(Random random) {
        int every = random.nextBoolean() ? 0 : 1 + random.nextInt(40);
        int samples = 1 + random.nextInt(12);
        int before = random.nextInt(1 + Math.min(samples, every == 0 ? samples : every - 1));
        SilenceSpec silence =
                random.nextBoolean() ? null : new SilenceSpec(0.5, 0.5 + random.nextInt(2), samples, before);
        return new EpochSpec(random.nextBoolean(), every, silence, random.nextBoolean());
    }

    /** The ramp, of which some blocks are loud, some neither loud nor quiet, and some quiet. */
    float[] values(long first, int count) {
        float[] values = ramp.values(first, count);
        for (int i = 0; i < values.length; i++) {
            long block = (first + i / signal.channels()) / BLOCK;
            int kind = new Random((loudness + block) * MIXING).nextInt(4);
            values[i] = kind == 0 ? 1 : kind == 1 ? 0.75f : kind == 2 ? values[i] * 1e-6f : values[i];
        }
        return values;
    }

    private Samples samples(long first, int count, boolean ends, boolean resets) {
        return new Samples(ramp.startMicros() + signal.micros(first), values(first, count), ends, resets);
    }

    /** Everything in as few chunks as there can be. */
    List<Samples> whole() {
        return segments.stream()
                .map(it -> samples(it.first(), it.count(), it.ends(), it.resets()))
                .toList();
    }

    /** As {@link #cut}, in another order: a chunk comes at most so much after its last sample. No mark is without samples. */
    List<Samples> shuffled(long seed, long delayMicros) {
        Random random = new Random(seed);
        List<Samples> chunks = new ArrayList<>();
        segments.forEach(segment -> cut(segment, random, chunks, false));
        IdentityHashMap<Samples, Long> comes = new IdentityHashMap<>();
        List<Samples> each = chunks.stream()
                .map(it -> new Samples(it.startMicros(), it.values(), it.endOfEvent(), it.reset()))
                .collect(Collectors.toCollection(ArrayList::new));
        each.forEach(it -> comes.put(it, endMicros(it) + (long) (random.nextDouble() * delayMicros)));
        each.sort(Comparator.comparing(comes::get));
        return each;
    }

    private long endMicros(Samples samples) {
        return samples.startMicros() + signal.micros(samples.values().length / signal.channels());
    }

    /** Everything in small chunks: some overlap, some come again, some are empty, most are not quite on time. */
    List<Samples> cut(long seed) {
        Random random = new Random(seed);
        List<Samples> chunks = new ArrayList<>();
        for (Segment segment : segments) {
            cut(segment, random, chunks, true);
        }
        return chunks;
    }

    private void cut(Segment segment, Random random, List<Samples> chunks, boolean apart) {
        boolean endsApart = apart && segment.ends() && random.nextBoolean();
        if (apart && segment.resets() && random.nextBoolean()) {
            chunks.add(samples(segment.first(), 0, false, true));
        }
        int at = 0;
        while (at < segment.count()) {
            int back = random.nextInt(3) == 0 ? random.nextInt(at + 1) : 0;
            int take = 1 + random.nextInt(Math.min(20, segment.count() - at));
            boolean end = segment.ends() && !endsApart && at + take == segment.count();
            boolean reset = segment.resets() && at == back;
            Samples chunk = samples(segment.first() + at - back, back + take, end, reset);
            chunks.add(at == back ? chunk : Ramp.shifted(chunk, jitter(random)));
            at += take;
            disturb(random, chunks);
        }
        if (endsApart) {
            chunks.add(ramp.end(segment.first() + segment.count()));
            disturb(random, chunks);
        }
    }

    private static void disturb(Random random, List<Samples> chunks) {
        while (random.nextInt(3) == 0) {
            chunks.add(chunks.get(random.nextInt(chunks.size())));
        }
        if (random.nextInt(5) == 0) {
            chunks.add(new Samples(chunks.get(chunks.size() - 1).startMicros(), new float[0], false));
        }
    }

    private long jitter(Random random) {
        return Math.round((random.nextDouble() - 0.5) * 0.8 * 1e6 / signal.sampleRate());
    }
}

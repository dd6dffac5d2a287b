package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyStateCodecTest {

    private static final SignalSpec SIGNAL = new SignalSpec(2, 1000);
    private static final Ramp RAMP = new Ramp(SIGNAL, Ramp.START);

    private final KeyStateCodec codec = codec();

    static KeyStateCodec codec() {
        return new KeyStateCodec(SIGNAL, new WindowSpec(4, 2, 1, 1), new float[] {0.5f, -0.5f});
    }

    /** In its second epoch: three windows scored, the last one gap-filled, two samples of the next one there. */
    static KeyState state() {
        KeyState state = codec().fresh();
        score(state, RAMP.lastChunk(0, 5));
        score(state, RAMP.chunk(5, 5));
        score(state, RAMP.chunk(11, 1));
        return state;
    }

    @Test
    void exampleUsage() {
        KeyState state = codec.fresh();
        state.accept(RAMP.chunk(0, 2));

        KeyState read = codec.read(codec.write(state));

        read.accept(RAMP.chunk(2, 1));
        assertThat(read.begin()).map(Ramp::text).hasValue("0/0: 0 0 1 1001 2 1002 3 1003");
    }

    static LongStream seeds() {
        return LongStream.range(0, 600);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGoOnAsIfNothingHadHappened(long seed) {
        RandomStream stream = new RandomStream(seed);
        KeyStateCodec anyCodec = codec(stream, seed);
        List<Samples> chunks = stream.cut(seed);
        Random random = new Random(seed);
        KeyState kept = anyCodec.fresh();
        KeyState stored = anyCodec.fresh();
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();

        for (Samples chunk : chunks) {
            expected.addAll(score(kept, chunk));
            found.addAll(score(stored, chunk));
            stored = random.nextInt(3) > 0 ? anyCodec.read(anyCodec.write(stored)) : stored;
        }

        assertThat(found).isEqualTo(expected);
        assertThat(anyCodec.write(stored)).isEqualTo(anyCodec.write(kept));
    }

    private static KeyStateCodec codec(RandomStream stream, long seed) {
        long grace = seed % 3 * stream.signal.micros(20);
        return new KeyStateCodec(stream.signal, stream.spec, new float[] {0.25f, seed}, grace);
    }

    /** Some windows wait for their score or are out for it when a key is written, and are scored by whoever reads it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGoOnWithTheWindowsThatHadNoScore(long seed) {
        RandomStream stream = new RandomStream(seed);
        KeyStateCodec anyCodec = codec(stream, seed);
        Random random = new Random(seed);
        KeyState kept = anyCodec.fresh();
        KeyState stored = anyCodec.fresh();
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();

        for (Samples chunk : stream.cut(seed)) {
            kept.accept(chunk);
            expected.addAll(scoreOpen(kept, Integer.MAX_VALUE));
            stored.accept(chunk);
            found.addAll(scoreOpen(stored, random.nextInt(3)));
            if (random.nextBoolean()) {
                boolean unused = stored.begin().isPresent();
            }
            int open = stored.open();
            stored = anyCodec.read(anyCodec.write(stored));
            assertThat(stored.open()).isEqualTo(open);
        }
        found.addAll(scoreOpen(stored, Integer.MAX_VALUE));

        assertThat(found).isEqualTo(expected);
        assertThat(anyCodec.write(stored)).isEqualTo(anyCodec.write(kept));
    }

    @Test
    void shouldWriteVersionSevenOnlyWhereWindowsHaveNoScore() {
        KeyState state = codec.fresh();
        state.accept(RAMP.chunk(0, 3));
        assertThat(codec.write(state)).startsWith(7, 7);

        state.begin();
        assertThat(codec.write(state)).startsWith(7, 7);
        state.advance(new float[2]);

        assertThat(codec.write(state)).startsWith(2, 2);
    }

    @Test
    void shouldStillReadWhatVersionOneWrote() throws IOException {
        KeyState read = codec.read(bytesOf("key-state-v1.hex"));

        assertThat(read.hidden()).isEqualTo(state().hidden());
        assertThat(score(read, RAMP.chunk(12, 3)))
                .isEqualTo(score(state(), RAMP.chunk(12, 3)))
                .hasSize(2);
    }

    @Test
    void shouldStillReadWhatVersionTwoWroteBeforeItKeptWhyEpochsBegan() throws IOException {
        KeyState read = codec.read(bytesOf("key-state-v2.hex"));

        assertThat(read.windower.began).isEqualTo(Beginning.UNKNOWN);
        assertThat(score(read, RAMP.chunk(12, 3)))
                .isEqualTo(score(state(), RAMP.chunk(12, 3)))
                .hasSize(2);
    }

    @Test
    void shouldStillWriteVersionTwo() throws IOException {
        assertThat(HexFormat.of().formatHex(codec.write(state())))
                .isEqualTo(HexFormat.of().formatHex(bytesOf("key-state-v2-began.hex")));
    }

    @Test
    void shouldStillWriteVersionThreeWhereThereAreRules() throws IOException {
        assertThat(HexFormat.of().formatHex(ruled().write(ruledState())))
                .isEqualTo(HexFormat.of().formatHex(bytesOf("key-state-v3.hex")));
    }

    @Test
    void shouldRefuseAStateOfOtherRules() {
        EpochSpec others = new EpochSpec(false, 9, new SilenceSpec(0.5, 0.75, 2, 1), true);
        byte[] bytes = ruled().write(ruledState());

        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> codec.read(bytes))
                .matches(e -> e.reason() == CorruptStateException.Cause.FOREIGN);
        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> ruled(others).read(bytes))
                .matches(e -> e.reason() == CorruptStateException.Cause.FOREIGN);
    }

    @Test
    void shouldStillWriteVersionFourWhereChunksWait() throws IOException {
        assertThat(HexFormat.of().formatHex(ruled().write(waitingState())))
                .isEqualTo(HexFormat.of().formatHex(bytesOf("key-state-v4.hex")));
    }

    @Test
    void shouldTellWhetherChunksWaitWithoutReadingAllOfAKey() {
        assertThat(KeyStateCodec.waits(codec.write(state()))).isFalse();
        assertThat(KeyStateCodec.waits(ruled().write(ruledState()))).isFalse();
        assertThat(KeyStateCodec.waits(ruled().write(waitingState()))).isTrue();
    }

    /** As above, and the samples 20 to 21 wait for those from 14 on. */
    static KeyState waitingState() {
        KeyState state = ruledState();
        score(state, RAMP.lastChunk(20, 2));
        return state;
    }

    static KeyStateCodec ruled() {
        return ruled(new EpochSpec(false, 8, new SilenceSpec(0.5, 0.75, 2, 1), true));
    }

    private static KeyStateCodec ruled(EpochSpec epochs) {
        return new KeyStateCodec(
                SIGNAL, new WindowSpec(4, 2, 1, 1).withEpochs(epochs), new float[] {0.5f, -0.5f}, 20_000);
    }

    /** In the silence after its second epoch, which began after eight samples; one sample of the silence is kept. */
    static KeyState ruledState() {
        KeyState state = ruled().fresh();
        score(state, RAMP.chunk(0, 10));
        state.release();
        score(state, new Samples(Ramp.START + 10_000, new float[8], false));
        return state;
    }

    private static byte[] bytesOf(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(KeyStateCodecTest.class.getResourceAsStream(name))) {
            return HexFormat.of()
                    .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }

    /** Takes a chunk in and scores what it completes with a model that a reader can compute. */
    static List<String> score(KeyState state, Samples chunk) {
        List<String> scored = new ArrayList<>();
        scored.add(String.valueOf(state.accept(chunk)));
        scored.addAll(scoreOpen(state, Integer.MAX_VALUE));
        return scored;
    }

    private static List<String> scoreOpen(KeyState state, int most) {
        List<String> scored = new ArrayList<>();
        while (scored.size() < most) {
            Optional<Window> next = state.begin();
            if (next.isEmpty()) {
                break;
            }
            float[] hidden = state.hidden();
            float[] after = {hidden[0] / 2 + next.get().values()[0], hidden[1] + 1};
            scored.add(Ramp.text(next.get()) + " from " + hidden[0] + " " + hidden[1] + " at "
                    + next.get().startMicros());
            state.advance(after);
        }
        return scored;
    }
}

package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.inference.ModelId;
import dev.eddy.model.StateSpec;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadeCodecTest {

    /** Written by the first version of the app that knew candidates. */
    private static final String KEPT = "7e7e0700000000000000020000000000c03f000020c0"
            + "020205d975ebba0000000000000000000000000000000000000000000000000300000000000000ffffffffffffffff"
            + "00000000030000000000803f0000004000004040000040400100000000000000e1cdba26";

    private static final Bytes NAME = Bytes.wrap(new byte[] {'k'});
    private static final Layout LAYOUT = new Layout(
            new SignalSpec(1, 1e6), new WindowSpec(4, 3, 0, 2), List.of(new StateSpec("h", "hN", List.of(1), 0, 0)));
    private static final ModelId MODEL = new ModelId("fake", "2", "cd");
    private static final Lineage TRYING = Lineage.of(new ModelId("fake", "1", "ab"), LAYOUT)
            .trying(new Candidate(new Tryout(MODEL, 0.5, "shadow", Tryout.Limits.USUAL), 7, LAYOUT));

    private final GenerationCodec codec = new GenerationCodec(TRYING, 0);

    @Test
    void exampleUsage() {
        LiveKey read = codec.read(NAME, codec.write(key(0)));

        assertThat(read.state.standsAs(key(0).state)).isTrue();
        Shade shade = Objects.requireNonNull(read.shade);
        assertThat(shade.trial).isEqualTo(7);
        assertThat(shade.hidden()).containsExactly(1.5f, -2.5f);
        assertThat(GenerationCodec.waits(codec.write(key(0)))).isFalse();
    }

    @Test
    void shouldStillReadAndWriteWhatItOnceWrote() {
        String written = HexFormat.of().formatHex(codec.write(key(0)));

        assertThat(written).startsWith(KEPT).hasSize(KEPT.length() + 8);
        assertThat(codec.read(NAME, HexFormat.of().parseHex(written)).state.standsAs(key(0).state))
                .isTrue();
    }

    @Test
    void shouldBeRefusedByAnAppThatKnowsNothingOfCandidates() {
        byte[] wrapped = codec.write(key(0));

        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> LAYOUT.codec(0).read(wrapped))
                .matches(e -> e.reason() == CorruptStateException.Cause.FOREIGN)
                .withMessageContaining("has version 126");
    }

    @Test
    void shouldKnowHowOftenBothHaveAgreed() {
        LiveKey read = codec.read(NAME, codec.write(key(3)));

        assertThat(read.state.standsAs(key(0).state)).isTrue();
        Shade shade = Objects.requireNonNull(read.shade);
        assertThat(shade.agreed).isEqualTo(3);
        assertThat(shade.hidden()).containsExactly(1.5f, -2.5f);
        assertThat(GenerationCodec.waits(codec.write(key(3)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldRefuseAnyDamagedBitAndAnyCut(int agreed) {
        byte[] intact = codec.write(key(agreed));
        for (int bit = 0; bit < 8 * intact.length; bit++) {
            byte[] damaged = intact.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(damaged);
        }
        for (int length = 0; length < intact.length; length++) {
            assertCorrupt(Arrays.copyOf(intact, length));
        }
    }

    @Test
    void shouldWriteNothingOfATrialThatIsOver() {
        Lineage over = TRYING.trying(
                new Candidate(new Tryout(MODEL, 0.5, "shadow", Tryout.Limits.USUAL), 7, LAYOUT).ended("it was slow"));

        assertThat(new GenerationCodec(over, 0).write(key(0)))
                .isEqualTo(LAYOUT.codec(0).write(key(0).state));
        assertThat(Lineage.read(over.bytes())).isEqualTo(over);
        assertThat(Lineage.read(TRYING.bytes())).isEqualTo(TRYING);
    }

    private LiveKey key(int agreed) {
        LiveKey key = codec.fresh(NAME);
        key.state.accept(new Samples(0, new float[] {1, 2, 3}, false));
        key.shade = new Shade(7, agreed, new float[] {1.5f, -2.5f});
        return key;
    }

    private void assertCorrupt(byte[] bytes) {
        assertThatExceptionOfType(CorruptStateException.class).isThrownBy(() -> codec.read(NAME, bytes));
    }
}

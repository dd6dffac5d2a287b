package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.inference.ModelId;
import dev.eddy.model.StateSpec;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class GenerationCodecTest {

    /** Written by the first version of the app that knew generations. */
    private static final String KEPT = "7f7f01000000"
            + "020205d975ebba0000000000000000000000000000000000000000000000000300000000000000ffffffffffffffff"
            + "00000000030000000000803f0000004000004040000040400100000000000000e1cdba26"
            + "77999bf3";

    private static final Bytes NAME = Bytes.wrap(new byte[] {'k'});
    private static final Layout LAYOUT = new Layout(
            new SignalSpec(1, 1e6), new WindowSpec(4, 3, 0, 2), List.of(new StateSpec("h", "hN", List.of(1), 0, 0)));
    private static final Lineage FIRST = Lineage.of(new ModelId("fake", "1", "ab"), LAYOUT);

    private final Lineage second =
            FIRST.after(new Switch(new ModelId("fake", "2", "cd"), StatePolicy.CARRY, 0), 7, LAYOUT);
    private final GenerationCodec codec = new GenerationCodec(second, 0);

    @Test
    void exampleUsage() {
        LiveKey read = codec.read(NAME, codec.write(key(codec)));

        assertThat(read.generation).isEqualTo(1);
        assertThat(read.state.standsAs(key(codec).state)).isTrue();
    }

    @Test
    void shouldWriteTheFirstGenerationAsItHasAlwaysBeen() {
        GenerationCodec first = new GenerationCodec(FIRST, 0);
        LiveKey key = key(first);

        assertThat(first.write(key)).isEqualTo(LAYOUT.codec(0).write(key.state));
        assertThat(codec.read(NAME, first.write(key)).generation).isZero();
    }

    @Test
    void shouldStillReadAndWriteWhatItOnceWrote() {
        byte[] kept = HexFormat.of().parseHex(KEPT);

        assertThat(HexFormat.of().formatHex(codec.write(key(codec)))).isEqualTo(KEPT);
        assertThat(codec.read(NAME, kept).state.standsAs(key(codec).state)).isTrue();
    }

    @Test
    void shouldBeRefusedByAnAppThatKnowsNothingOfIt() {
        byte[] wrapped = codec.write(key(codec));

        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> LAYOUT.codec(0).read(wrapped))
                .matches(e -> e.reason() == CorruptStateException.Cause.FOREIGN)
                .withMessageContaining("has version 127");
    }

    @Test
    void shouldRefuseAnyDamagedBitAndAnyCut() {
        byte[] intact = codec.write(key(codec));
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
    void shouldKeepTheModelsOfAPartition() {
        assertThat(Lineage.read(second.bytes())).isEqualTo(second);
        assertThat(second.current().policy()).isEqualTo(StatePolicy.CARRY);
        assertThat(second.awaits(new ModelId("fake", "3", ""), 7)).isFalse();
        assertThat(second.awaits(new ModelId("fake", "3", ""), 8)).isTrue();
    }

    private static LiveKey key(GenerationCodec codec) {
        LiveKey key = codec.fresh(NAME);
        key.state.accept(new Samples(0, new float[] {1, 2, 3}, false));
        return key;
    }

    private void assertCorrupt(byte[] bytes) {
        assertThatExceptionOfType(CorruptStateException.class).isThrownBy(() -> codec.read(NAME, bytes));
    }
}

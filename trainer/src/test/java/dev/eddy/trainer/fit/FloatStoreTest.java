package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatStoreTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5000, Long.MAX_VALUE})
    void shouldGiveBackTheSameBitsFromMemoryAndFromTheFile(long memory) {
        FloatStore store = new FloatStore(memory);
        for (int i = 0; i < 100; i++) {
            store.add(array(i));
        }

        assertThat(store.size()).isEqualTo(100);
        assertThat(store.isSpilled()).isEqualTo(memory < Long.MAX_VALUE);
        for (int i = 99; i >= 0; i--) {
            assertThat(store.get(i)).isEqualTo(array(i));
        }
    }

    private static float[] array(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[seed % 7 * 10];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt() & 0x7f7fffff);
        }
        return values;
    }
}

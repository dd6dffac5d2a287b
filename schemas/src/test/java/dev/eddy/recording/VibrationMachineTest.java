package dev.eddy.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VibrationMachineTest {

    @Test
    void exampleUsage() {
        VibrationMachine machine = new VibrationMachine(7);

        VibrationMachine.Block block = machine.next(100);

        assertThat(block.values()).hasSize(300);
        assertThat(block.labels()).hasSize(100).containsOnly(VibrationMachine.LABELS.indexOf("normal"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 999})
    void shouldGiveTheSameSamplesInBlocksOfAnySize(int size) {
        VibrationMachine.Block whole = new VibrationMachine(3).next(20_000);

        VibrationMachine machine = new VibrationMachine(3);
        for (int from = 0; from + size <= 20_000; from += size) {
            VibrationMachine.Block block = machine.next(size);
            assertThat(block.values()).isEqualTo(Arrays.copyOfRange(whole.values(), from * 3, (from + size) * 3));
            assertThat(block.labels()).isEqualTo(Arrays.copyOfRange(whole.labels(), from, from + size));
        }
    }

    @Test
    void shouldGiveTheSameSamplesOnEveryJvm() {
        VibrationMachine.Block block = new VibrationMachine(1).next(60_000);

        assertThat(Arrays.hashCode(block.values())).isEqualTo(118055038);
    }

    @Test
    void shouldCatchEveryFaultAndRecover() {
        int[] labels = new VibrationMachine(5).next(300_000).labels();

        assertThat(IntStream.of(labels).distinct().sorted()).containsExactly(0, 1, 2, 3);
        assertThat(IntStream.range(1, labels.length).filter(i -> labels[i] != 0 && labels[i - 1] != 0))
                .allMatch(i -> labels[i] == labels[i - 1]);
    }

    @Test
    void shouldDifferFromMachineToMachine() {
        assertThat(new VibrationMachine(1).next(10).values())
                .isNotEqualTo(new VibrationMachine(2).next(10).values());
    }
}

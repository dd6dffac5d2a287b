package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.trainer.data.Steps;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldoutTest {

    private static final List<Steps> ALL = IntStream.range(0, 40)
            .mapToObj(i -> Steps.labelled("run" + i, "group" + i % 10, new float[1], new int[1]))
            .toList();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void shouldNeverDivideAGroup(long seed) {
        Holdout parts = Holdout.of(ALL, 0.3, seed);

        assertThat(parts.fitted()).hasSize(28);
        assertThat(parts.held()).hasSize(12);
        assertThat(parts.fitted().stream().map(Steps::group))
                .doesNotContainAnyElementsOf(
                        parts.held().stream().map(Steps::group).toList());
    }

    @Test
    void shouldHoldNothingOutWhenNotAsked() {
        assertThat(Holdout.of(ALL, 0, 1)).isEqualTo(new Holdout(ALL, List.of()));
    }
}

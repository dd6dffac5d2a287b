package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {

    private static final Groups ALL =
            Groups.of(IntStream.range(0, 40).mapToObj(i -> "group" + i % 11).toList());

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void shouldHoldOutAShareRoundedUp(long seed) {
        Set<String> held = ALL.held(0.3, seed);

        assertThat(held).hasSize(4);
        assertThat(ALL.without(held).names()).hasSize(7).doesNotContainAnyElementsOf(held);
    }

    @Test
    void shouldHoldNothingOutWhenNotAsked() {
        assertThat(ALL.held(0, 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 11})
    void shouldPutEveryGroupInOneFold(int folds) {
        Set<String> seen = new HashSet<>();

        for (int fold = 1; fold <= folds; fold++) {
            Set<String> groups = ALL.fold(folds, fold, 7);
            assertThat(groups).hasSizeBetween(11 / folds, (11 + folds - 1) / folds);
            assertThat(seen).doesNotContainAnyElementsOf(groups);
            seen.addAll(groups);
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(List.copyOf(ALL.names()));
    }
}

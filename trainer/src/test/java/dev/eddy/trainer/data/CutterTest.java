package dev.eddy.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.recording.Recording;
import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CutterTest {

    private static final SignalSpec SIGNAL = new SignalSpec(2, 100);

    @Test
    void shouldLeaveOutTheTailThatFillsNoWindow() {
        Steps steps = only(Cutter.cut(recording(0, 0, 0, 1, 1, 1, 2), WindowSpec.tumbling(3), Truth.label()));

        assertThat(steps.count()).isEqualTo(2);
        assertThat(steps.values()).containsExactly(0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50);
    }

    @Test
    void shouldTakeTheLabelOfTheLastSampleOfEachWindow() {
        Steps steps = only(Cutter.cut(recording(0, 0, 1, 1, 1, 2, 2), WindowSpec.tumbling(3), Truth.label()));

        assertThat(steps.labels()).containsExactly(1, 2);
    }

    @Test
    void shouldFollowHopAndLead() {
        Steps steps = only(Cutter.cut(recording(0, 1, 2, 3, 4, 5, 6), new WindowSpec(4, 2, 2, 0), Truth.label()));

        assertThat(steps.labels()).containsExactly(1, 3, 5);
        assertThat(steps.slice(0, 1).values()).containsExactly(0, 0, 0, 0, 0, 0, 1, 10);
    }

    @Test
    void shouldBeginARunWithEachEpochThatStartsFromTheInitialState() {
        WindowSpec cut = WindowSpec.tumbling(2);

        List<Steps> runs = Cutter.cut(
                recording(0, 1, 2, 3, 4, 5, 6, 7), cut.withEpochs(EpochSpec.parse("every:3")), Truth.label());
        List<Steps> carried = Cutter.cut(
                recording(0, 1, 2, 3, 4, 5, 6, 7),
                cut.withEpochs(EpochSpec.parse("every:3").withCarried(true)),
                Truth.label());

        assertThat(runs).extracting(Steps::labels).containsExactly(new int[] {1}, new int[] {4}, new int[] {7});
        assertThat(only(carried).labels()).containsExactly(1, 4, 7);
    }

    @Test
    void shouldLayRecordingsEndToEndAndAskForTheLabelWhereEachEnds() {
        List<Entry> entries = Stream.of(recording(0, 0, 0, 0), recording(1, 1, 1, 1, 1), recording(2, 2, 2))
                .map(Entry::of)
                .toList();

        List<LabelledRecording> laid = new EndToEnd(2, 3)
                .join(entries.stream(), WindowSpec.tumbling(2))
                .toList();

        assertThat(laid).hasSize(2);
        int samples = laid.stream().mapToInt(it -> it.recording().length()).sum();
        assertThat(samples).isEqualTo(12 + 3 * 3);
        assertThat(laid.stream().flatMap(it -> it.track().spans().stream()))
                .extracting(LabelTrack.Span::label)
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(laid.stream().flatMap(it -> it.track().spans().stream()))
                .allMatch(span -> span.to() - span.from() == 2);
        assertThat(laid.stream()
                        .flatMap(it -> Cutter.cut(it, WindowSpec.tumbling(2), Truth.label()).stream())
                        .flatMapToInt(it -> IntStream.of(it.labels()))
                        .filter(label -> label >= 0))
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(EndToEnd.ALONE.join(entries.stream(), WindowSpec.tumbling(2)))
                .containsExactlyElementsOf(entries.stream().map(Entry::open).toList());
    }

    @Test
    void shouldTakeRunsOfStepsWhereTheRuleSays() {
        List<Steps> all = List.of(steps(5), steps(1), steps(0));

        assertThat(counts(new Excerpts(2, 1).of(all))).containsExactly(2, 2, 2, 2, 1);
        assertThat(counts(new Excerpts(2, 2).of(all))).containsExactly(2, 2, 1);
        assertThat(counts(new Excerpts(3, 0).of(all))).containsExactly(3, 1);
        assertThat(counts(new Excerpts(0, 0).of(all))).containsExactly(5, 1);
    }

    @Test
    void shouldSayLabelsInTheFewestSpans() {
        LabelTrack track = LabelTrack.of(new int[] {1, 1, 0, 2, 2});

        assertThat(track.spans())
                .containsExactly(
                        new LabelTrack.Span(1, 0, 2), new LabelTrack.Span(0, 2, 3), new LabelTrack.Span(2, 3, 5));
        assertThat(track.at(3)).isEqualTo(2);
    }

    @Test
    void shouldPassOnThatASampleHasNoLabel() {
        Steps steps = only(Cutter.cut(recording(0, 0, 0, -1, -1, -1, 2, 2, 2), WindowSpec.tumbling(3), Truth.label()));

        assertThat(steps.labels()).containsExactly(0, LabelTrack.UNLABELLED, 2);
        assertThat(LabelTrack.none().at(0)).isEqualTo(LabelTrack.UNLABELLED);
    }

    @Test
    void shouldFindTheLabelOfEverySampleAmongManySpans() {
        int[] labels = new SplittableRandom(1).ints(1000, -1, 3).toArray();
        LabelTrack track = LabelTrack.of(labels);

        assertThat(IntStream.range(0, labels.length).mapToObj(track::at))
                .containsExactly(IntStream.of(labels).boxed().toArray(Integer[]::new));
        assertThat(track.at(labels.length)).isEqualTo(LabelTrack.UNLABELLED);
    }

    @Test
    void shouldRefuseSpansThatOverlap() {
        List<LabelTrack.Span> spans = List.of(new LabelTrack.Span(0, 0, 3), new LabelTrack.Span(1, 2, 4));

        assertThatThrownBy(() -> new LabelTrack(spans))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comes after sample 3");
    }

    private static Steps only(List<Steps> runs) {
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static List<Integer> counts(List<Steps> runs) {
        return runs.stream().map(Steps::count).toList();
    }

    private static Steps steps(int count) {
        return Steps.labelled("key", "group", new float[count * 4], new int[count]);
    }

    private static LabelledRecording recording(int... labels) {
        float[] values = new float[labels.length * 2];
        for (int i = 0; i < labels.length; i++) {
            values[2 * i] = i;
            values[2 * i + 1] = 10 * i;
        }
        Recording recording = new Recording("key", 1_000_000, SIGNAL, values);
        return new LabelledRecording(recording, Split.TRAIN, "group", LabelTrack.of(labels));
    }
}

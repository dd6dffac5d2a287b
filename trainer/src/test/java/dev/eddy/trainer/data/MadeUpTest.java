package dev.eddy.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MadeUpTest {

    private static final String PARTS = ", seed: 5, train: 20, test: 6, validation: 4";

    @ParameterizedTest
    @CsvSource({
        "tokens,''",
        "glyphs,''",
        "frames,', seconds: 4'",
        "load,', days: 30'",
        "speed,', seconds: 4'",
        "tones,', seconds: 4'"
    })
    void shouldMakeTheSameFromTheSameSeed(String set, String more) {
        String data = "set: " + set + PARTS + more;

        DataSet made = Sources.load(data);

        assertThat(DataHash.of(made)).isEqualTo(DataHash.of(Sources.load(data)));
        assertThat(DataHash.of(made)).isNotEqualTo(DataHash.of(Sources.load(data.replace("seed: 5", "seed: 6"))));
        assertThat(made.part(Split.TRAIN)).hasSize(20);
        assertThat(made.part(Split.TEST)).hasSize(6);
        assertThat(made.part(Split.VALIDATION)).hasSize(4);
        assertThat(Sources.of(data).split()).contains("seeds 5-24 train, 25-30 test, 31-34 validation");
        made.recordings().forEach(one -> {
            assertThat(one.recording().signal()).isEqualTo(made.signal());
            assertThat(made.channels()).hasSize(made.signal().channels());
            assertThat(one.recording().length()).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({"tokens,''", "glyphs,''", "frames,', seconds: 4'", "speed,', seconds: 4'", "tones,', seconds: 4'"})
    void shouldShowEveryClassInTheTrainingPart(String set, String more) {
        DataSet made = Sources.load("set: " + set + ", seed: 1, train: 60, test: 1" + more);

        List<Integer> labels = made.part(Split.TRAIN)
                .flatMap(one -> one.track().spans().stream().map(LabelTrack.Span::label))
                .distinct()
                .sorted()
                .toList();

        assertThat(labels)
                .containsExactlyElementsOf(
                        IntStream.range(0, made.labels().size()).boxed().toList());
    }

    @Test
    void shouldCallALineAnErrorWhenItsLastOutcomeIsOne() {
        DataSet made = Sources.load("set: tokens, seed: 1, train: 200, test: 1");

        made.recordings().forEach(one -> {
            String[] words = text(one.recording().values()).split(" ", -1);
            boolean error = !words[words.length - 2].equals("ok");
            assertThat(one.track().at(0)).as("%s", Arrays.asList(words)).isEqualTo(error ? 1 : 0);
        });
    }

    @Test
    void shouldDrawADigitSomewhereInThePicture() {
        DataSet made = Sources.load("set: glyphs, seed: 1, train: 50, test: 1, rows: 10, columns: 9");

        made.recordings().forEach(one -> {
            float[] pixels = one.recording().values();
            int ink = (int) IntStream.range(0, pixels.length)
                    .filter(i -> pixels[i] > 0.5)
                    .count();
            assertThat(one.recording().length()).isEqualTo(9);
            assertThat(ink).isBetween(9, 22);
        });
    }

    @Test
    void shouldMoveTheSpotInTheDirectionOfTheLabel() {
        DataSet made = Sources.load("set: frames, seed: 1, train: 4, test: 1, seconds: 20, rows: 6, columns: 8");

        made.recordings().forEach(one -> {
            float[] values = one.recording().values();
            int moved = 0;
            for (int frame = 1; frame < one.recording().length(); frame++) {
                double[] way = way(values, frame, 6, 8);
                int label = one.track().at(frame);
                moved += (label < 2 ? (2 * label - 1) * way[0] : (2 * label - 5) * way[1]) > 0 ? 1 : 0;
            }
            assertThat(moved / (double) (one.recording().length() - 1)).isGreaterThan(0.95);
        });
    }

    @Test
    void shouldDisturbTheMeterOnlyOutsideTheTrainingPart() {
        DataSet made = Sources.load("set: load, seed: 1, train: 3, test: 3, days: 60");

        assertThat(made.part(Split.TRAIN)).allMatch(one -> one.track().equals(LabelTrack.constant(0, 60 * 24)));
        assertThat(made.part(Split.TEST)).allSatisfy(one -> {
            long hours = IntStream.range(0, 60 * 24)
                    .filter(i -> one.track().at(i) == 1)
                    .count();
            assertThat(hours).isBetween(20L, 200L);
        });
    }

    @Test
    void shouldTellTheFrequencyOfTheOscillation() {
        DataSet made = Sources.load("set: speed, seed: 1, train: 5, test: 1, seconds: 60");

        made.recordings().forEach(one -> {
            double turns = IntStream.range(0, one.targets().length)
                    .mapToDouble(i -> one.targets()[i] / 200)
                    .sum();
            assertThat(crossings(one.recording().values()) / turns).isEqualTo(1, within(0.03));
            assertThat(one.targets()).hasSize(one.recording().length());
        });
    }

    private static String text(float[] codes) {
        return IntStream.range(0, codes.length)
                .mapToObj(i -> String.valueOf(Tokens.ALPHABET.charAt((int) codes[i])))
                .collect(Collectors.joining());
    }

    /** How far the centre moved to the right and down since the frame before, around the edges. */
    private static double[] way(float[] values, int frame, int rows, int columns) {
        double right = angle(values, frame, rows, columns, true) - angle(values, frame - 1, rows, columns, true);
        double down = angle(values, frame, rows, columns, false) - angle(values, frame - 1, rows, columns, false);
        return new double[] {Math.sin(right), Math.sin(down)};
    }

    private static double angle(float[] values, int frame, int rows, int columns, boolean across) {
        double sine = 0;
        double cosine = 0;
        for (int pixel = 0; pixel < rows * columns; pixel++) {
            int row = pixel / columns;
            double turn = 2 * Math.PI * (across ? pixel % columns / (double) columns : row / (double) rows);
            sine += values[frame * rows * columns + pixel] * Math.sin(turn);
            cosine += values[frame * rows * columns + pixel] * Math.cos(turn);
        }
        return Math.atan2(sine, cosine);
    }

    /** Upward crossings of a smoothed signal. */
    private static int crossings(float[] values) {
        int count = 0;
        boolean above = values[0] > 0;
        for (float value : values) {
            if (!above && value > 0.35) {
                above = true;
                count++;
            } else if (value < -0.35) {
                above = false;
            }
        }
        return count;
    }
}

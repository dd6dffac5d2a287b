package dev.eddy.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void shouldPutTicksAtRoundValues() {
        Axis axis = Axis.exact(0.13, 0.97, 0, 100).rounded();
        assertThat(axis.low()).isZero();
        assertThat(axis.high()).isEqualTo(1);
        assertThat(axis.ticks()).map(axis::label).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(axis.at(0.25)).isEqualTo(25);
    }

    @Test
    void shouldHoldEveryValueWhateverItsSize() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            double high = low + Math.pow(10, random.nextInt(12) - 6);
            Axis axis = Axis.exact(low, high, 0, 100).rounded();
            assertThat(axis.at(low)).isBetween(-1e-3, 100.0);
            assertThat(axis.at(high)).isBetween(0.0, 100.001);
            assertThat(axis.ticks()).hasSizeBetween(3, 12);
        }
    }

    @Test
    void shouldNotDivideWhatIsCounted() {
        Axis epochs = Axis.exact(1, 3, 0, 100).whole();
        assertThat(epochs.ticks()).map(epochs::label).containsExactly("1", "2", "3");
        Axis one = Axis.exact(1, 1, 0, 100).whole();
        assertThat(one.ticks()).map(one::label).containsExactly("1");
    }

    @Test
    void shouldGiveRoomToASingleValue() {
        assertThat(Axis.exact(5, 5, 0, 100).at(5)).isEqualTo(50);
        assertThat(Axis.exact(0, 0, 0, 100).at(0)).isEqualTo(50);
    }

    @Test
    void shouldKeepThePeakOfALongLine() {
        double[] values = new double[100_000];
        values[54_321] = 7;
        values[54_322] = -3;
        Series thin = Series.every("signal", 1, values).thinned();
        assertThat(thin.y()).hasSizeLessThan(1_500).contains(7, -3);
        assertThat(thin.x()).isSorted().contains(54_321, 54_322);
    }

    @Test
    void shouldInterruptALineWhereAValueIsMissing() {
        Axes axes = new Axes(new Axis(0, 4, 0, 40), new Axis(0, 10, 10, 0));
        String path = Paths.through(axes, Series.of("loss", 0, 1, 2, Double.NaN, 4, 5));
        assertThat(path).isEqualTo("M0 9L10 8M30 6L40 5");
    }

    @Test
    void shouldColourBySignAndFadeToNothingAtZero() {
        BufferedImage image = HeatMap.of(new float[][] {{-2, 0, 1, Float.NaN}}).image();
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFF2F7DE1);
        assertThat(image.getRGB(1, 0) >>> 24).isZero();
        assertThat(image.getRGB(2, 0)).isEqualTo(0x80E2483D);
        assertThat(image.getRGB(3, 0)).isZero();
    }

    @Test
    void shouldThinAPictureThatIsTooLarge() {
        BufferedImage image = HeatMap.of(new float[3][10_000]).image();
        assertThat(image.getWidth()).isEqualTo(2_048);
        assertThat(image.getHeight()).isEqualTo(3);
    }

    @Test
    void shouldPutUnitsThatRunAlikeBesideEachOther() {
        float[][] units = {{1, 1}, {-1, -1}, {0.9f, 1}, {-1, -0.9f}};
        assertThat(UnitOrder.bySimilarity(units)).isDeepEqualTo(new float[][] {units[1], units[3], units[2], units[0]});
    }

    @Test
    void shouldWriteNumbersForPeople() {
        assertThat(Numbers.plain(0.0012344)).isEqualTo("0.001234");
        assertThat(Numbers.plain(123456.7)).isEqualTo("123457");
        assertThat(Numbers.plain(1e-7)).isEqualTo("1.00e-07");
        assertThat(Numbers.plain(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.count(1_234_567)).isEqualTo("1\u202F234\u202F567");
        assertThat(Numbers.seconds(3_725)).isEqualTo("62\u202Fmin 5\u202Fs");
        assertThat(Numbers.coordinate(-0.04)).isEqualTo("0");
    }
}

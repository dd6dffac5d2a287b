package dev.eddy.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.signal.GapFill;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.ConfigException;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.config.YamlFile;
import dev.eddy.trainer.data.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationsTest {

    private static final int CHANNELS = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jitter: {deviation: 0.1}",
                "scale: {deviation: 0.1}",
                "gain: {decibels: 6}",
                "gaps: {share: 0.5, longest: 3}",
                "timeWarp: {strength: 0.3}",
                "shift: {samples: 5}",
                "mask: {share: 0.5}",
                "crop: {share: 0.5}",
                "noise: {snr: 20}",
                "dropChannel: {share: 0.5}",
                "rotate: {degrees: 30, channels: [[0, 1, 2]]}",
                "speed: {share: 0.2}"
            })
    void shouldChangeTheSamplesAndNothingElseByTheSeedAlone(String one) throws IOException {
        Augmentations augmentations = read("augment: [" + one + "]");
        Steps run = run();
        float[] before = run.values().clone();

        Set<List<Float>> results = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            Steps changed = augmentations.apply(run, WindowSpec.tumbling(10), seed);
            assertThat(changed.values()).hasSameSizeAs(before).doesNotContain(Float.NaN);
            assertThat(changed.truth()).isEqualTo(run.truth());
            assertThat(augmentations.apply(run, WindowSpec.tumbling(10), seed).values())
                    .isEqualTo(changed.values());
            results.add(floats(changed.values()));
        }

        assertThat(run.values()).isEqualTo(before);
        assertThat(results).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jitter: {deviation: 1}", "speed: {share: 0.2}", "dropChannel: {share: 0.5}"})
    void shouldLeaveAloneWhatTellsWhichSamplesWereMeasured(String one) throws IOException {
        float[] values = noise(30);
        for (int i = 2; i < values.length; i += CHANNELS) {
            values[i] = i % 2;
        }
        Steps run = Steps.labelled("run", "group", values, new int[1]);
        WindowSpec masked = new WindowSpec(10, 10, 0, 0, GapFill.MASK, false);

        float[] changed = read("augment: [" + one + "]").apply(run, masked, 3).values();

        assertThat(changed).isNotEqualTo(values);
        for (int i = 2; i < values.length; i += CHANNELS) {
            assertThat(changed[i]).isEqualTo(values[i]);
        }
    }

    @RepeatedTest(20)
    void shouldFillTheGapsThatItMakesAsTheStreamWould(RepetitionInfo info) {
        float[] ramp = new float[120];
        for (int i = 0; i < 40; i++) {
            ramp[i * CHANNELS] = i;
            ramp[i * CHANNELS + 1] = -i;
            ramp[i * CHANNELS + 2] = 1;
        }
        SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
        WindowSpec masked = new WindowSpec(40, 40, 0, 4, GapFill.MASK, false);

        float[] lost = new Gaps(0.5, 4).apply(ramp, CHANNELS, GapFill.MASK, random);

        assertThat(lost).isEqualTo(served(lost, masked));
        assertThat(new Gaps(0.5, 4).apply(ramp, CHANNELS, GapFill.HOLD, random)[2])
                .isEqualTo(1);
    }

    /** What the stream makes of the samples that were not lost, and of one more at the end. */
    private static float[] served(float[] values, WindowSpec spec) {
        KeyState key = new KeyState(new SignalSpec(CHANNELS - 1, 1000), spec, new float[0]);
        for (int i = 0; i < 40; i++) {
            if (values[i * CHANNELS + 2] == 1) {
                float[] sample = Arrays.copyOfRange(values, i * CHANNELS, (i + 1) * CHANNELS - 1);
                key.accept(new Samples(i * 1000L, sample, false));
            }
        }
        key.accept(new Samples(40_000, new float[CHANNELS - 1], false));
        return key.begin().orElseThrow().values();
    }

    @Test
    void shouldKeepWhatOverlappingWindowsShare() throws IOException {
        float[] windows = new Timeline(30, 12).cut(noise(30 + 3 * 12));
        Steps run = Steps.labelled("run", "group", windows, new int[4]);
        WindowSpec overlapping = new WindowSpec(10, 4, 0, 0);

        float[] changed = read("augment: [jitter: {deviation: 1}]")
                .apply(run, overlapping, 1)
                .values();

        for (int i = 0; i < 18; i++) {
            assertThat(changed[i + 12]).isEqualTo(changed[30 + i]);
        }
        assertThat(changed).isNotEqualTo(windows);
    }

    @RepeatedTest(20)
    void shouldStayWithinItsStrength(RepetitionInfo info) {
        SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
        float[] values = noise(600);

        float[] louder = new Gain(6).apply(values, CHANNELS, random);
        float[] masked = new Mask(0.5).apply(values, CHANNELS, random);
        float[] cropped = new Crop(0.5).apply(values, CHANNELS, random);

        assertThat(louder[0] / values[0]).isBetween(0.501f, 1.996f);
        assertThat(changed(values, masked)).isLessThanOrEqualTo(300);
        assertThat(zeros(cropped)).isLessThanOrEqualTo(300);
        assertThat(cropped[599]).isNotZero();
    }

    @Test
    void shouldShiftWholeSamples() {
        float[] ramp = {0, 1, 2, 3, 4, 5};

        float[] shifted = new Shift(1).apply(ramp, 1, new SplittableRandom(1));

        assertThat(List.of(List.of(0f, 0f, 1f, 2f, 3f, 4f), List.of(1f, 2f, 3f, 4f, 5f, 5f), floats(ramp)))
                .contains(floats(shifted));
    }

    @RepeatedTest(10)
    void shouldPlayAHighToneAtAnotherSpeedAsAPureTone(RepetitionInfo info) {
        float[] tone = sine(0.35);

        double factor = 1 + new SplittableRandom(info.getCurrentRepetition()).nextDouble(-1, 1) * 0.2;
        float[] changed = new Speed(0.2).apply(tone, 1, new SplittableRandom(info.getCurrentRepetition()));

        float[] expected = sine(0.35 * factor);
        for (int i = 20; i < 130; i++) {
            assertThat(changed[i]).isCloseTo(expected[i], within(0.02f));
        }
    }

    /** Cycles per sample; 200 samples. */
    private static float[] sine(double frequency) {
        float[] sine = new float[200];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * frequency * i);
        }
        return sine;
    }

    @Test
    void shouldNotFoldTonesBackThatBecomeTooHigh() {
        float[] faster = Resampling.at(sine(0.45), 1, sample -> 1.5 * sample);

        for (int i = 20; i < 110; i++) {
            assertThat(faster[i]).isCloseTo(0, within(0.1f));
        }
    }

    @RepeatedTest(10)
    void shouldWarpWithoutEverGoingBack(RepetitionInfo info) {
        float[] ramp = new float[200];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }

        float[] warped = new TimeWarp(0.9).apply(ramp, 1, new SplittableRandom(info.getCurrentRepetition()));

        assertThat(Arrays.copyOfRange(warped, 20, 180)).isSorted();
        assertThat(warped[0]).isCloseTo(0, within(1f));
        assertThat(warped[199]).isCloseTo(199, within(1f));
    }

    @RepeatedTest(10)
    void shouldTurnWithoutChangingLengths(RepetitionInfo info) {
        float[] values = noise(30);

        float[] turned = new Rotate(180, List.of(List.of(2, 0, 1)))
                .apply(values, CHANNELS, new SplittableRandom(info.getCurrentRepetition()));

        for (int at = 0; at < 30; at += 3) {
            assertThat(norm(turned, at)).isCloseTo(norm(values, at), within(1e-5));
        }
        assertThat(turned).isNotEqualTo(values);
    }

    @Test
    void shouldAddNoiseOfTheRatioThatIsAskedFor() {
        float[] values = noise(30_000);

        float[] noisy = new WhiteNoise(20).apply(values, CHANNELS, new SplittableRandom(1));

        double power = 0;
        for (int i = 0; i < values.length; i++) {
            power += Math.pow(noisy[i] - values[i], 2) / values.length;
        }
        double signal = Math.pow(Channels.of(values, CHANNELS).deviations()[0], 2);
        assertThat(10 * Math.log10(signal / power)).isCloseTo(20, within(0.2));
    }

    @Test
    void shouldReportAllThatIsWrong() {
        assertThatThrownBy(() -> read("augment: [jiter: {deviation: 1}, rotate: {degrees: 5, channels: [[0, 1]]}]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("augment[0] must name one augmentation but names [jiter]: did you mean jitter?")
                .hasMessageContaining("augment[1].rotate.channels must be lists of three channels each");
    }

    @Test
    void shouldRefuseChannelsThatTheSignalHasNot() throws IOException {
        Problems problems = new Problems("test");

        read("augment: [rotate: {degrees: 5, channels: [[0, 1, 7]]}]").check(CHANNELS, problems);

        assertThatThrownBy(problems::throwIfAny).hasMessageContaining("must be below 3");
    }

    private Augmentations read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("augment.yaml"), yaml);
        return YamlFile.read(file, fields -> Augmentations.read(fields.list("augment")));
    }

    private static Steps run() {
        return Steps.labelled("run", "group", noise(4 * 10 * CHANNELS), new int[] {0, 1, -1, 2});
    }

    private static float[] noise(int count) {
        SplittableRandom random = new SplittableRandom(9);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (1 + random.nextGaussian());
        }
        return values;
    }

    private static int changed(float[] before, float[] after) {
        int count = 0;
        for (int i = 0; i < before.length; i++) {
            count += before[i] == after[i] ? 0 : 1;
        }
        return count;
    }

    private static int zeros(float[] values) {
        return values.length - changed(new float[values.length], values);
    }

    private static double norm(float[] values, int at) {
        return Math.sqrt(values[at] * values[at] + values[at + 1] * values[at + 1] + values[at + 2] * values[at + 2]);
    }

    private static List<Float> floats(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}

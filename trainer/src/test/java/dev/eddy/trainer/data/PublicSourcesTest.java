package dev.eddy.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eddy.trainer.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The public data sets as they are. Skipped where they are not. */
class PublicSourcesTest {

    private static final Path ROOT = Path.of(System.getProperty("eddy.root", ".."));

    @Test
    void shouldSplitElectricityByTimeAndLookBackAcrossTheSeam() throws IOException {
        DataSet all = load("etth1", "set: etth1");
        DataSet one = load("etth1", "set: etth1, channels: [OT], lookback: 10");

        assertThat(all.channels()).hasSize(7).endsWith("OT");
        assertThat(lengths(all)).containsExactly(8640, 2880 + 96, 2880 + 96);
        assertThat(all.entries()).extracting(Entry::split).containsExactly(Split.TRAIN, Split.VALIDATION, Split.TEST);
        assertThat(lengths(one)).containsExactly(8640, 2890, 2890);
        float[] train =
                one.part(Split.TRAIN).findFirst().orElseThrow().recording().values();
        float[] validation =
                one.part(Split.VALIDATION).findFirst().orElseThrow().recording().values();
        assertThat(train[0]).isEqualTo(30.531f);
        assertThat(Arrays.copyOf(validation, 10)).isEqualTo(Arrays.copyOfRange(train, 8630, 8640));
    }

    @Test
    void shouldKeepHoursOnTheirTimesOverTwoYears() throws IOException {
        DataSet all = load("etth1", "set: etth1");

        var test = all.part(Split.TEST).findFirst().orElseThrow().recording();

        assertThat(test.startMicros() + test.signal().micros(96 + 2880 - 1))
                .isEqualTo(Instant.parse("2018-02-20T23:00:00Z").getEpochSecond() * 1_000_000);
        assertThat(test.signal().samples(3_600_000_000L * 2975)).isEqualTo(2975);
    }

    @Test
    void shouldLeaveOneSpeakerOut() throws IOException {
        DataSet official = load("fsdd", "set: fsdd");
        DataSet held = load("fsdd", "set: fsdd, speaker: theo");

        assertThat(official.part(Split.TEST)).hasSize(300);
        assertThat(held.part(Split.TEST)).hasSize(500).allMatch(one -> one.group()
                .equals("theo"));
        assertThat(held.part(Split.TRAIN)).hasSize(2500).noneMatch(one -> one.group()
                .equals("theo"));
    }

    @Test
    void shouldKnowWhoTheSubjectsAre() throws IOException {
        DataSet set = load("uci-har", "set: uci-har");

        List<String> test =
                set.part(Split.TEST).map(LabelledRecording::group).distinct().toList();
        List<String> train =
                set.part(Split.TRAIN).map(LabelledRecording::group).distinct().toList();

        assertThat(test).containsExactlyInAnyOrder("2", "4", "9", "10", "12", "13", "18", "20", "24");
        assertThat(train).hasSize(21).doesNotContainAnyElementsOf(test);
    }

    @Test
    void shouldNameTheSpeakersAndChannelsThatThereAre() {
        assertThatThrownBy(() -> Sources.of("set: fsdd, speaker: thea"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.speaker must be one of [george, jackson, lucas, nicolas, theo, yweweler]"
                        + " but is thea");
        assertThatThrownBy(() -> Sources.of("set: etth1, channels: [OT, XX], lookback: -1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.channels must be some of [HUFL")
                .hasMessageContaining("data.lookback must be a whole number in 0..8640 but was -1");
        assertThat(Sources.of("set: fsdd, speaker: theo").split()).isEqualTo("by speaker: test theo, train all others");
        assertThat(Sources.of("set: fsdd").split()).startsWith("official");
    }

    private static List<Integer> lengths(DataSet set) {
        return set.recordings().map(one -> one.recording().length()).toList();
    }

    private static DataSet load(String name, String data) throws IOException {
        Path folder =
                Optional.ofNullable(System.getenv("EDDY_DATA")).map(Path::of).orElse(ROOT.resolve("../shared/data"));
        assumeTrue(
                Files.isDirectory(folder.resolve(name)),
                () -> folder.resolve(name) + " is not there; set EDDY_DATA to the folder that holds " + name);
        return Sources.of(data).load(folder);
    }
}

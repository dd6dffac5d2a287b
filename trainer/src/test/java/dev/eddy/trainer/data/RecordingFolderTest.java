package dev.eddy.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.recording.Recording;
import dev.eddy.recording.RecordingException;
import dev.eddy.recording.Recordings;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {

    private static final String HEADER = "recording,label,from,to,group\n";

    @TempDir
    private Path folder;

    @Test
    void exampleUsage() throws IOException {
        csv("mon", "x,y", 4);
        csv("tue", "x,y", 6);
        labels(HEADER + "mon,calm,0,3,site1\nmon,wild,3,4,site1\ntue,calm,,,site2\n");

        DataSet set = load("test: 0");

        assertThat(set.channels()).containsExactly("x", "y");
        assertThat(set.labels()).containsExactly("calm", "wild");
        assertThat(set.signal()).isEqualTo(new SignalSpec(2, 10));
        assertThat(set.part(Split.TRAIN).map(LabelledRecording::group)).containsExactly("site1", "site2");
        LabelledRecording mon = set.recordings().findFirst().orElseThrow();
        assertThat(mon.recording().values()).startsWith(0, 1, 10, 11);
        assertThat(mon.recording().startMicros()).isEqualTo(5_000_000);
        assertThat(mon.track()).isEqualTo(LabelTrack.of(new int[] {0, 0, 0, 1}));
    }

    @Test
    void shouldReadWhatIsWrittenAsADataSet() throws IOException {
        DataSet made = Sources.load("set: vibration, seed: 3, train: 3, test: 2, seconds: 4");
        new DataSetFolder(folder).write(made);

        DataSet read = load("");

        assertThat(DataHash.of(named(read, made))).isEqualTo(DataHash.of(named(made, made)));
    }

    @Test
    void shouldReadTheWrittenTargetsAndHours() throws IOException {
        SignalSpec hourly = new SignalSpec(1, 1 / 3600.0);
        LabelledRecording one = new LabelledRecording(
                new Recording("one", 3_600_000_000L, hourly, new float[] {1, 2, 3}),
                Split.TRAIN,
                "me",
                LabelTrack.none(),
                new float[] {0.1f, -1, 0.2f, -2, 0.3f, -3});
        DataSet made = new DataSet(
                folder.getFileName().toString(),
                hourly,
                List.of("x"),
                List.of(),
                List.of("speed", "load"),
                false,
                List.of(Entry.of(one)));
        new DataSetFolder(folder).write(made);

        DataSet read = load("targets: [speed, load]");

        assertThat(read.signal()).isEqualTo(hourly);
        assertThat(read.targets()).containsExactly("speed", "load");
        assertThat(DataHash.of(read)).isEqualTo(DataHash.of(made));
    }

    @Test
    void shouldTakeColumnsNamedAsTargetsOutOfTheInputs() throws IOException {
        csv("a", "x,speed,y", 2);
        labels(HEADER + "a,,,,\n");

        DataSet set = load("targets: [speed], test: 0");

        LabelledRecording only = set.recordings().findFirst().orElseThrow();
        assertThat(set.channels()).containsExactly("x", "y");
        assertThat(set.labels()).isEmpty();
        assertThat(only.recording().values()).containsExactly(0, 2, 10, 12);
        assertThat(only.targets()).containsExactly(1, 11);
        assertThat(only.track()).isEqualTo(LabelTrack.none());
        assertThat(only.group()).isEqualTo("a");
    }

    @Test
    void shouldHoldGroupsOutWhole() throws IOException {
        StringBuilder labels = new StringBuilder(HEADER);
        for (int i = 0; i < 12; i++) {
            csv("r" + i, "x", 2);
            labels.append("r%d,on,,,g%d%n".formatted(i, i / 2));
        }
        labels(labels.toString());

        DataSet set = load("test: 0.3, seed: 4");

        List<String> test = set.part(Split.TEST).map(LabelledRecording::group).toList();
        assertThat(test).hasSize(4);
        assertThat(set.part(Split.TRAIN).map(LabelledRecording::group))
                .hasSize(8)
                .doesNotContainAnyElementsOf(test);
        assertThat(load("test: 0.3, seed: 4").entries())
                .extracting(Entry::split)
                .isEqualTo(set.entries().stream().map(Entry::split).toList());
    }

    @Test
    void shouldOpenOneFileAtATimeAndOnlyWhenItsTurnComes() throws IOException {
        csv("a", "x", 2);
        csv("b", "x", 2);
        labels("recording,label,from,to,group,split\na,on,,,g,train\nb,on,,,g,test\n");
        DataSet set = load("");

        Files.delete(folder.resolve("b.csv"));

        assertThat(set.part(Split.TRAIN)).hasSize(1);
        assertThatThrownBy(() -> set.part(Split.TEST).toList())
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("b.csv");
    }

    @Test
    void shouldReadAudio() throws IOException {
        float[] values = {0, 0.5f, -0.5f, 0.25f};
        Recordings.write(
                folder.resolve("bark.wav"), List.of(new Recording("bark", 0, new SignalSpec(1, 8000), values)));
        labels(HEADER + "bark,dog,,,rex\n");

        DataSet set = load("test: 0");

        assertThat(set.pcm()).isTrue();
        assertThat(set.recordings().findFirst().orElseThrow().recording().values())
                .containsExactly(values);
    }

    @Test
    void shouldReportAllProblemsOfAFolderTogether() throws IOException {
        csv("a", "x,y", 4);
        csv("b", "x,z", 4);
        csv("lonely", "x,y", 4);
        csv("slow", "x,y", 4, 1);
        Files.writeString(folder.resolve("bad.csv"), "time,x,y\n1,2\n");
        labels(HEADER + "a,on,0,3,g\na,off,2,4,g\nb,on,1,9,g\nb,on,x,,g\nslow,on,3,3,g\ngone,on,,,g\nbad,on,,,g\n");

        assertThatThrownBy(() -> load("targets: [speed]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "labels.csv line 3 (a): spans must not overlap but this one begins within that of line 2")
                .hasMessageContaining(
                        "labels.csv line 4 (b): from and to must lie within the 4 samples of the recording")
                .hasMessageContaining("labels.csv line 5: from must be the number of a sample, from 0 but is 'x'")
                .hasMessageContaining("labels.csv line 6 (slow): from must be less than to but they are 3 and 3")
                .hasMessageContaining("labels.csv line 7 (gone): there must be a file gone.wav or gone.csv")
                .hasMessageContaining("lonely.csv must have a row in labels.csv")
                .hasMessageContaining("bad.csv: line 2: must have 3 cells")
                .hasMessageContaining("b.csv must have the columns [x, y] of a.csv but has [x, z]")
                .hasMessageContaining("slow.csv must have the sample rate 10.0 Hz of a.csv but has 1.0")
                .hasMessageContaining("data.targets: speed must be a column of the files but a.csv has [x, y]")
                .hasMessageContaining("must name 2 groups or more so that test: 0.2");
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        csv("a", "x", 2);
        assertProblem("labels.csv must be there but is not");

        labels("recording,label,start,end\na,on,0,1\n");
        assertProblem("must have the columns recording,label,from,to,group in its first line but lacks from,to,group");

        labels(HEADER);
        assertProblem("labels.csv must have at least one row but has none");

        Files.delete(folder.resolve("a.csv"));
        assertProblem("the folder must hold .wav or .csv recordings but has none");

        assertThatThrownBy(() -> Sources.load("set: recordings, path: gone"))
                .hasMessageContaining("the folder must be there but is not");
    }

    @Test
    void shouldRefuseAClassThatOccursOnlyInTheTestPart() throws IOException {
        csv("a", "x", 2);
        csv("b", "x", 2);
        labels("recording,label,from,to,group,split\na,on,,,g,train\nb,off,,,g,test\n");
        assertProblem("label off must occur in the training part but occurs elsewhere only");

        labels("recording,label,from,to,group,split\na,on,,,g,train\nb,on,,,g,exam\n");
        assertProblem("labels.csv line 3: split must be train, validation or test but is 'exam'");
    }

    @Test
    void shouldRefuseSeveralRecordingsInOneFile() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "time,key,x\n0,p,1\n1000,p,2\n0,q,1\n1000,q,2\n");
        labels(HEADER + "a,on,,,g\n");

        assertProblem("a.csv: must hold one recording but holds 2 (column key)");
    }

    private void assertProblem(String message) {
        ThrowingCallable load = () -> load("test: 0");
        assertThatThrownBy(load).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }

    private DataSet load(String more) throws IOException {
        String path = "path: \"" + folder + "\"" + (more.isEmpty() ? "" : ", " + more);
        return Sources.of("set: recordings, " + path).load(Path.of("nowhere"));
    }

    /** The same recordings under the name and the order of labels of another data set. */
    private static DataSet named(DataSet set, DataSet like) {
        List<LabelledRecording> recordings = set.recordings()
                .map(one -> new LabelledRecording(
                        one.recording(),
                        one.split(),
                        one.group(),
                        renumbered(one.track(), set.labels(), like.labels())))
                .toList();
        return new DataSet(like.name(), set.signal(), set.channels(), like.labels(), set.pcm(), recordings);
    }

    private static LabelTrack renumbered(LabelTrack track, List<String> from, List<String> to) {
        return new LabelTrack(track.spans().stream()
                .map(span -> new LabelTrack.Span(to.indexOf(from.get(span.label())), span.from(), span.to()))
                .toList());
    }

    private void labels(String text) throws IOException {
        Files.writeString(folder.resolve("labels.csv"), text);
    }

    private void csv(String name, String channels, int samples) throws IOException {
        csv(name, channels, samples, 10);
    }

    /** Values that tell sample and channel: 10 * sample + channel. */
    private void csv(String name, String channels, int samples, int rate) throws IOException {
        int width = channels.split(",", -1).length;
        String lines = IntStream.range(0, samples)
                .mapToObj(i -> (5_000_000 + i * 1_000_000 / rate) + ","
                        + IntStream.range(0, width)
                                .mapToObj(channel -> Integer.toString(10 * i + channel))
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve(name + ".csv"), "time," + channels + "\n" + lines + "\n");
    }
}

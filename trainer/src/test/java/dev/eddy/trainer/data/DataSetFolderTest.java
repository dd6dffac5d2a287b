package dev.eddy.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetFolderTest {

    @TempDir
    private Path folder;

    @Test
    void shouldWriteNumbersThatReadBackAsTheSameFloats() throws IOException {
        float[] values = {0.1f, -1e-20f, 3.4028235e38f, 1 / 3f};

        int files = new DataSetFolder(folder).write(set(new SignalSpec(2, 50), false, values), Split.TEST);

        assertThat(files).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("one.csv")))
                .containsExactly("time,a,b", "1000000,0.1,-1.0E-20", "1020000,3.4028235E38,0.33333334");
    }

    @Test
    void shouldWriteASpanOfSamplesPerLabel() throws IOException {
        new DataSetFolder(folder).write(set(new SignalSpec(2, 50), false, new float[4]), Split.TEST);

        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .containsExactly("recording,label,from,to,group", "one,on,0,1,me", "one,off,1,2,me");
    }

    @Test
    void shouldWriteAudioAs16BitWav() throws Exception {
        float[] values = {0f, 1 / 32768f, -1f, 32767 / 32768f};

        new DataSetFolder(folder).write(set(new SignalSpec(2, 8000), true, values), Split.TEST);

        try (AudioInputStream audio =
                AudioSystem.getAudioInputStream(folder.resolve("one.wav").toFile())) {
            assertThat(audio.readAllBytes()).containsExactly(0, 0, 1, 0, 0, 0x80, 0xff, 0x7f);
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(8000);
        }
    }

    @Test
    void shouldHashEverythingThatCounts() {
        SignalSpec signal = new SignalSpec(2, 50);

        String hash = DataHash.of(set(signal, false, new float[] {1, 2, 3, 4}));

        assertThat(hash).hasSize(64).isEqualTo(DataHash.of(set(signal, false, new float[] {1, 2, 3, 4})));
        assertThat(hash).isNotEqualTo(DataHash.of(set(signal, false, new float[] {1, 2, 3, 5})));
    }

    @Test
    void shouldHashTargetsAndTheirNames() {
        String hash = DataHash.of(targets("speed", 1));

        assertThat(hash).isEqualTo(DataHash.of(targets("speed", 1)));
        assertThat(hash).isNotEqualTo(DataHash.of(targets("speed", 2)));
        assertThat(hash).isNotEqualTo(DataHash.of(targets("load", 1)));
    }

    @Test
    void shouldNameFilesSoThatEveryKeyStaysInTheFolder() throws IOException {
        LabelledRecording one = new LabelledRecording(
                new Recording("../hall 1/é", 0, new SignalSpec(1, 10), new float[1]),
                Split.TEST,
                "g",
                LabelTrack.none());

        new DataSetFolder(folder)
                .write(new DataSet("set", new SignalSpec(1, 10), List.of("a"), List.of(), false, List.of(one)));

        assertThat(folder.resolve("..%2Fhall+1%2F%C3%A9.csv")).isRegularFile();
        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .containsExactly("recording,label,from,to,group,split", "..%2Fhall+1%2F%C3%A9,,0,1,g,test");
    }

    @Test
    void shouldRefuseTargetsThatAreNotAsLongAsTheRecording() {
        Recording recording = new Recording("one", 0, new SignalSpec(1, 10), new float[4]);

        assertThatThrownBy(() -> new LabelledRecording(recording, Split.TEST, "g", LabelTrack.none(), new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be whole samples, a multiple of 4, but are 3");
    }

    private static DataSet targets(String name, float value) {
        LabelledRecording one = new LabelledRecording(
                new Recording("one", 0, new SignalSpec(1, 10), new float[1]),
                Split.TEST,
                "me",
                LabelTrack.none(),
                new float[] {value});
        return new DataSet(
                "set", new SignalSpec(1, 10), List.of("a"), List.of(), List.of(name), false, List.of(Entry.of(one)));
    }

    private static DataSet set(SignalSpec signal, boolean pcm, float[] values) {
        LabelledRecording one = new LabelledRecording(
                new Recording("one", 1_000_000, signal, values), Split.TEST, "me", LabelTrack.of(new int[] {1, 0}));
        return new DataSet("set", signal, List.of("a", "b"), List.of("off", "on"), pcm, List.of(one));
    }
}

package dev.eddy.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldTellOfAllFilesThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.csv"), "x\n1\n");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "x\nloud\n");

        assertThatThrownBy(() -> Recordings.readAll(
                        List.of(folder.resolve("none.wav"), good, bad), ReadOptions.DEFAULT.withSampleRate(10)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContainingAll("none.wav: there is no such file", "bad.csv: line 2", "'loud'");
    }

    @Test
    void exampleUsage() throws IOException {
        Path file = file("time,key,pressure,flow", "0,pump-1,1.5,2", "0,pump-2,7,8", "10000,pump-1,3,4e-3");

        List<Recording> read = Recordings.read(file, ReadOptions.DEFAULT.withSampleRate(100));

        assertThat(read).extracting(Recording::key).containsExactly("pump-1", "pump-2");
        assertThat(read.get(0).signal()).isEqualTo(new SignalSpec(2, 100));
        assertThat(read.get(0).values()).containsExactly(1.5f, 2f, 3f, 0.004f);
        assertThat(read.get(1).values()).containsExactly(7f, 8f);
    }

    @Test
    void shouldNameTheRecordingAfterTheFileAndStartAtZero() throws IOException {
        Recording read = Recordings.read(file("a", "1", "2"), ReadOptions.DEFAULT.withSampleRate(50))
                .get(0);

        assertThat(read.key()).isEqualTo("made");
        assertThat(read.startMicros()).isZero();
        assertThat(read.signal()).isEqualTo(new SignalSpec(1, 50));
    }

    @Test
    void shouldReadInstants() throws IOException {
        Path file = file("time,a", "2026-01-31T12:00:00Z,1", "2026-01-31T12:00:00.02Z,1", "2026-01-31T12:00:00.04Z,1");

        Recording read = Recordings.read(file, ReadOptions.DEFAULT).get(0);

        assertThat(read.startMicros()).isEqualTo(1_769_860_800_000_000L);
        assertThat(read.signal().sampleRate()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2.5, 12.8, 30, 48, 50, 100, 125, 440, 1000, 4000, 8000, 16000, 22050, 44100, 48000})
    void shouldFindTheRateThatRoundedTimesCameFrom(double rate) throws IOException {
        SignalSpec signal = new SignalSpec(1, rate);
        Path file = folder.resolve("rate.csv");

        Recordings.write(file, List.of(new Recording("rate", 1_769_860_800_000_000L, signal, new float[500])));

        assertThat(Recordings.read(file, ReadOptions.DEFAULT).get(0).signal()).isEqualTo(signal);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveBackEveryRecordingToTheLastBit(long seed) {
        Random random = new Random(seed);
        SignalSpec signal = new SignalSpec(1 + random.nextInt(4), 1 + random.nextInt(1000));
        List<Recording> written = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            float[] values = new float[signal.channels() * (1 + random.nextInt(300))];
            for (int at = 0; at < values.length; at++) {
                float value = Float.intBitsToFloat(random.nextInt());
                values[at] = Float.isFinite(value) ? value : -0f;
            }
            written.add(new Recording("key, \"" + i + "\"", random.nextInt(), signal, values));
        }
        Path file = folder.resolve("bits.csv");

        Recordings.write(file, written);
        List<Recording> read = Recordings.read(file, ReadOptions.DEFAULT.withSampleRate(signal.sampleRate()));

        assertThat(read).usingRecursiveComparison().isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN|line 3, column b: must be finite but is 'NaN'; mend the value or leave the line out",
                "''|line 3, column b: must be a number but is ''; fill the cell or leave the line out",
                "1;5|line 3, column b: must be a number but is '1;5'",
                "1,5|line 3: must have 2 cells like the header row but has 3",
            })
    void shouldSayWhichCellIsWrong(String cell, String message) throws IOException {
        Path file = file("a,b", "1,2", "3," + cell);

        assertThatThrownBy(() -> Recordings.read(file, ReadOptions.DEFAULT.withSampleRate(1)))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void shouldSayWhereTheTimesHaveAGap() throws IOException {
        Path file = file("time,a", "0,1", "1000,1", "2000,1", "4000,1", "5000,1");

        assertThatThrownBy(() -> Recordings.read(file, ReadOptions.DEFAULT))
                .hasMessageContaining("line 5, column time: 4000 follows the line before by 2000 µs")
                .hasMessageContaining("samples must be 1000 µs apart within half of that")
                .hasMessageContaining("cut the file at the gap");
    }

    @Test
    void shouldAbsorbJitter() throws IOException {
        Path file = file("time,a", "0,1", "1100,1", "1900,1", "3000,1", "4000,1");

        assertThat(Recordings.read(file, ReadOptions.DEFAULT).get(0).signal().sampleRate())
                .isEqualTo(1000);
    }

    @Test
    void shouldHoldTheTimesAgainstTheRateThatWasGiven() throws IOException {
        Path file = file("time,a", "0,1", "1000,1", "2000,1");

        assertThatThrownBy(() -> Recordings.read(file, ReadOptions.DEFAULT.withSampleRate(500)))
                .hasMessageContaining("line 4, column time: 2000 is -2000 µs off an even clock");
    }

    @Test
    void shouldAskForARateThatNothingShows() throws IOException {
        Path untimed = file("a", "1");
        assertThatThrownBy(() -> Recordings.read(untimed, ReadOptions.DEFAULT))
                .hasMessageContaining("has no column 'time', so its sample rate must be given");

        Path single = file("time,a", "7,1");
        assertThatThrownBy(() -> Recordings.read(single, ReadOptions.DEFAULT))
                .hasMessageContaining("line 2 is the only one of its key");
    }

    @Test
    void shouldRefuseAKeyBesideAColumnOfKeys() throws IOException {
        Path file = file("key,a", "x,1");

        assertThatThrownBy(() -> Recordings.read(
                        file, ReadOptions.DEFAULT.withKey("mine").withSampleRate(1)))
                .hasMessageContaining("has a column 'key', so no other key may be given but was mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,a|line 1, column 2: the names in the header row must differ and not be blank but this one is 'a'",
                "time,key|must have at least one column besides time and key",
                "a,b|must have at least one line below its header row",
            })
    void shouldRefuseAHeaderRowThatNamesNoChannels(String header, String message) throws IOException {
        Path file = file(header);

        assertThatThrownBy(() -> Recordings.read(file, ReadOptions.DEFAULT)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1,-2e3|line 1 must be a header row with the names of the columns but holds numbers alone (0.1,-2e3)",
                "a;b|columns must be separated by commas but the header row is 'a;b'",
                "Timestamp,x|a channel must not be named 'Timestamp', which reads like times; name the column 'time'"
            })
    void shouldRefuseAHeaderRowThatIsMeantOtherwise(String header, String message) throws IOException {
        Path file = file(header + "\n1,2\n");

        assertThatThrownBy(() -> Recordings.read(file, new ReadOptions("", 10, 0)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "1769860800000,1769860800010,looks like milliseconds; multiply by 1000",
        "1769860800,1769860801,looks like seconds; multiply by 1000000"
    })
    void shouldRefuseTimesInOtherUnits(long first, long second, String message) throws IOException {
        Path file = file("time,x\n" + first + ",1\n" + second + ",2\n");

        assertThatThrownBy(() -> Recordings.read(file, ReadOptions.DEFAULT))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("line 2, column time")
                .hasMessageContaining(message);
    }

    @Test
    void shouldPassOverAByteOrderMarkAndWindowsLineEnds() throws IOException {
        Path file = folder.resolve("made.csv");
        Files.writeString(file, "\uFEFFkey,a\r\nx,1\r\n");

        assertThat(Recordings.read(file, ReadOptions.DEFAULT.withSampleRate(1))
                        .get(0)
                        .key())
                .isEqualTo("x");
    }

    @Test
    void shouldSayThatAFileIsMissingOrOfAnotherKind() {
        Path missing = folder.resolve("missing.csv");
        assertThatThrownBy(() -> Recordings.read(missing, ReadOptions.DEFAULT))
                .isInstanceOf(RecordingException.class)
                .hasMessage(missing + ": there is no such file; check the path");

        Path song = folder.resolve("song.mp3");
        assertThatThrownBy(() -> Recordings.read(song, ReadOptions.DEFAULT))
                .isInstanceOf(RecordingException.class)
                .hasMessage(song + ": a recording must end in .wav or .csv; convert it to one of them");
    }

    @Test
    void shouldRefuseBytesThatAreNoText() throws IOException {
        Path file = Files.write(folder.resolve("made.csv"), new byte[] {'a', '\n', (byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> Recordings.read(file, ReadOptions.DEFAULT.withSampleRate(1)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("cannot be read");
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("made.csv"), List.of(lines));
    }
}

package dev.eddy.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.signal.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReadingsTest {

    private static final Samples NOTHING = new Samples(0, new float[0], false);

    @TempDir
    private Path folder;

    @Test
    void exampleUsage() throws IOException {
        Map<String, Samples> readings = read("time,key,x,y\n5,a,1,\n9,b,,\n7,a,,-2.5\n");

        Samples a = readings.getOrDefault("a", NOTHING);
        Samples b = readings.getOrDefault("b", NOTHING);
        assertThat(readings).containsOnlyKeys("a", "b");
        assertThat(a.times()).containsExactly(5, 7);
        assertThat(a.values()).containsExactly(1, Float.NaN, Float.NaN, -2.5f);
        assertThat(a.endOfEvent()).isTrue();
        assertThat(b.values()).containsExactly(Float.NaN, Float.NaN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'x,y\n1,2\n'          | must have a column 'time' and 2 others",
                "'time,x\n1,2\n'       | must have a column 'time' and 2 others",
                "'time,x,y\n1,2,low\n' | must be a number but is 'low'",
                "'time,x,y\n1,2,NaN\n' | must be finite",
                "'time,x,y\n,2,3\n'    | must be whole microseconds",
            })
    void shouldSayWhatIsWrong(String text, String problem) {
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(problem);
    }

    private Map<String, Samples> read(String text) throws IOException {
        return CsvReadings.read(Files.writeString(folder.resolve("readings.csv"), text), ReadOptions.DEFAULT, 2);
    }
}

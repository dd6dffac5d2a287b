package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is said before fitting, with its place, its value and what to do. */
class WrongExperimentTest {

    private static final String GOOD = """
            name: pumps
            version: "1"
            seed: 1
            data: {set: recordings, path: pumps, rate: 10}
            window: {length: 10}
            network:
              - conv1d: {filters: 4, kernel: 5}
              - recurrent: {cell: gru, hidden: 4}
              - readout: {}
              - dense: {units: 2}
            examples: {score: every}
            fit: {epochs: 1, batch: 2, rate: 1e-2}
            test: {streamed: {score: every}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {length: 10}     | {length: 10                  | line 6, column 8: must be YAML but while parsing a flow mapping expected ',' or '}'
            `  - readout`    | `\\t- readout`                | line 9, column 1: must be YAML but
            version:         | name:                        | line 2: the field 'name' stands twice in the same mapping; remove one
            {length: 10}     | {length: 10, hop: 5}         | window.hop 5 must be window.length 10, because layers carry hidden state from window to window: [layer0, layer1_0_h]
            {length: 10}     | {length: 1s}                 | window.length is a duration, 1s, so window.rate must say how many samples a second has; add it
            {length: 10}     | {length: 1s, rate: 20}       | window.rate 20.0 must be that of the recordings, 10.0
            {length: 10}     | {length: 1.25s, rate: 10}    | window.length must be a whole number of samples in 1..
            {length: 10}     | {length: soon, rate: 10}     | window.length must be samples, like 320, or a duration, like 40ms, but was soon
            {length: 10}     | {length: 400}                | test.streamed needs recordings of at least window.length 400 samples in the test part
            {score: every}}  | {score: every, from: 99}}    | test.streamed must score a step of the test part but none of its 1 runs has one that counts
            `{score: every}\\nfit` | `{score: every, from: 99}\\nfit` | examples must name steps to fit on but of none that counts the truth is known
            rate: 10         | rate: 10, targets: [flow]    | data.targets: flow must be a column of the files but pump1.csv has [flow_in, flow_out]; mend the name
            {length: 10}     | {length: 10, epochs: {carried: true}} | window.epochs.carried is for models that are fitted on recordings end to end
            {length: 10}     | {length: 10, epochs: {silence: {level: 2, rise: 1, samples: 5}}} | window.epochs.silence must have level <= rise
            `{score: every}\\nfit` | `{score: every, together: 2}\\nfit` | examples.together lets the state go on from one recording to the next
            path: pumps      | path: pipes                  | the folder must be there but is not; mend data.path, data.folder or --data
            fit: {           | `export: {variants: [int4]}\\nfit: {` | export.variants holds int4 but
            window:          | `head: {regression: {}}\\nwindow:` | head.regression wants targets but the data set pumps has none
            window:          | `head: {forecast: {ahead: 1, season: 11}}\\nwindow:` | head.forecast.season 11 must be at most window.length 10
            """)
    void shouldSayWhatIsWrongWithAnExperiment(String from, String to, String problem) throws IOException {
        writePumps(Map.of("pump1", "normal", "pump2", "leak", "pump3", "normal"), 1);

        assertThat(train(GOOD.replace(unescaped(from), unescaped(to)))).isEqualTo(2);

        assertThat(err.toString())
                .contains(" cannot be used:")
                .contains(problem)
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhatIsNoExperimentAtAll() throws IOException {
        assertThat(train("")).isEqualTo(2);
        assertThat(err.toString()).contains("the file must hold a mapping (name: value) but does not");

        Path file = Files.write(folder.resolve("experiment.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString()).contains("the file must be text in UTF-8 but is not; save it so");
    }

    @Test
    void shouldRefuseRecordingsWithoutLabels() throws IOException {
        writePumps(Map.of("pump1", "", "pump2", "", "pump3", ""), 1);

        assertThat(train(GOOD)).isEqualTo(2);

        assertThat(err.toString()).contains("head.classification wants at least two labels but the data has []");
    }

    @Test
    void shouldRefuseALabelThatTheTrainingPartLacks() throws IOException {
        String few = GOOD.replaceAll("data: .*", "data: {set: vibration, seed: 1, train: 1, test: 2, seconds: 5}")
                .replace("units: 2", "units: 4");

        assertThat(train(few)).isEqualTo(2);

        assertThat(err.toString())
                .contains("experiment.yaml")
                .contains("data must have each of the labels [normal, imbalance, bearing, looseness] in its training "
                        + "part but has no sample of [")
                .contains("add such recordings, remove the label, or change how the data is split");
    }

    @Test
    void shouldEndWith1WhereTheLossIsNoNumberAnyMore() throws IOException {
        writePumps(Map.of("pump1", "normal", "pump2", "leak", "pump3", "normal"), 5e37);

        assertThat(train(GOOD.replace("recurrent: {cell: gru, hidden: 4}", "dense: {units: 4}")))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("the loss became ")
                .contains("in epoch 1, batch 1 of ")
                .contains("lower fit.rate (0.01)");
    }

    /** Three recordings of 20 steps, the last one to test. */
    private void writePumps(Map<String, String> labels, double size) throws IOException {
        Path pumps = Files.createDirectories(folder.resolve("pumps"));
        for (String pump : labels.keySet()) {
            String samples = IntStream.range(0, 200)
                    .mapToObj(i -> i % 7 * size + "," + (i % 3 - 1) * size)
                    .collect(Collectors.joining("\n"));
            Files.writeString(pumps.resolve(pump + ".csv"), "flow_in,flow_out\n" + samples + "\n");
        }
        String rows = labels.entrySet().stream()
                .map(entry -> entry.getKey() + "," + entry.getValue() + ",,," + entry.getKey() + ","
                        + (entry.getKey().equals("pump3") ? "test" : "train"))
                .sorted()
                .collect(Collectors.joining("\n"));
        Files.writeString(pumps.resolve("labels.csv"), "recording,label,from,to,group,split\n" + rows + "\n");
    }

    private static String unescaped(String cell) {
        return cell.replace("\\n", "\n").replace("\\t", "\t");
    }

    private int train(String yaml) throws IOException {
        return run(Files.writeString(folder.resolve("experiment.yaml"), yaml));
    }

    private int run(Path experiment) {
        return Main.run(
                new PrintWriter(err, true),
                "train",
                experiment.toString(),
                "--data",
                folder.toString(),
                "--out",
                folder.resolve("model.onnx").toString());
    }
}

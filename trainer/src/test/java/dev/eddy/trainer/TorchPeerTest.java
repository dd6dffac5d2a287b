package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a GPU is to be compared on in PyTorch has the sizes of the models that the trainer writes. */
@Timeout(60)
class TorchPeerTest {

    private static final Path ROOT = Path.of(System.getProperty("eddy.root", ".."));

    @TempDir
    private Path folder;

    @BeforeAll
    static void findPython() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "python3 must be installed for the peer in PyTorch but is not");
    }

    @ParameterizedTest
    @CsvSource({"bench-small, 64, 1", "bench-large, 256, 2"})
    void shouldReadTheSizesOfAModel(String name, int hidden, int layers) throws IOException {
        assertThat(sizes(ROOT.resolve("trainer/experiments/" + name + ".yaml")))
                .isEqualTo(("[{\"samples\": 128, \"channels\": 3, \"filters\": 32, \"kernel\": 5, \"pool\": 4,"
                                + " \"hidden\": %d, \"layers\": %d, \"labels\": 4}]")
                        .formatted(hidden, layers));
    }

    @ParameterizedTest
    @CsvSource({"crnn-columns", "seq2seq-load"})
    void shouldLeaveOutWhatIsNoConvolutionAndLstm(String name) throws IOException {
        assertThat(sizes(ROOT.resolve("trainer/examples/" + name + ".yaml")))
                .startsWith("left out: ")
                .contains("must be one convolution")
                .endsWith("[]");
    }

    private String sizes(Path experiment) throws IOException {
        Path model = folder.resolve("model.onnx");
        Files.write(model, ExampleGraphsTest.exported(experiment).file().bytes());
        Process process = new ProcessBuilder(
                        "python3",
                        "-B",
                        ROOT.resolve("stream-app/torch-peer/conv_lstm.py").toString(),
                        "--sizes",
                        model.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}

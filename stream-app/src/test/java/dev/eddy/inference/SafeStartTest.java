package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes, since it is the whole process that a long command line ended. */
@Timeout(60)
class SafeStartTest {

    @ParameterizedTest
    @CsvSource({
        "3000, 0, 0, a: 80.0 -> 8.0",
        "120000, 1, 0, a: 80.0 -> 8.0",
        "12000, 0, 1, set ORT_DISABLE_TELEMETRY=1 in the environment"
    })
    void shouldStartOrSayWhyNot(int length, String quiet, int exit, String expected)
            throws IOException, InterruptedException {
        Process child = start("-Dlong=" + "x".repeat(length), quiet);

        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains(expected);
        assertThat(child.waitFor()).isEqualTo(exit);
    }

    private static Process start(String option, String quiet) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, option, Child.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("ORT_DISABLE_TELEMETRY", quiet);
        return builder.redirectErrorStream(true).start();
    }

    /** What the child process runs. */
    static final class Child {

        private Child() {}

        @SuppressWarnings("SystemOut") // its parent reads it there
        public static void main(String[] args) {
            try (OnnxModel model = SmallModels.sum().open(SmallModels.sumManifest())) {
                List<StepResult.Scored> results = model.step(List.of(Steps.step("a", 4, 1, 2, 3)));
                System.out.println(Steps.text(results.get(0)));
            }
        }
    }
}

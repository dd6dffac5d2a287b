package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tensors live outside the heap, where nothing but closing them frees them. */
@EnabledOnOs(OS.LINUX)
class OnnxMemoryTest {

    private static final int SAMPLES = 1 << 14;
    private static final int KEYS = 64;
    private static final long ONE_RUN = 4L * SAMPLES * KEYS;

    @Test
    void shouldGiveBackWhatARunTook() throws IOException {
        Graph echo = new Graph().input("x", -1, SAMPLES).node("Neg x -> y").output("y", -1, SAMPLES);
        List<Step> batch = Collections.nCopies(KEYS, Steps.step("k", 0, new float[SAMPLES]));
        try (OnnxModel model = echo.open(manifest())) {
            run(model, batch, 50);
            long before = outsideTheHeap();

            run(model, batch, 400);

            assertThat(outsideTheHeap() - before).isLessThan(200 * ONE_RUN);
        }
    }

    private static void run(OnnxModel model, List<Step> batch, int times) {
        for (int i = 0; i < times; i++) {
            model.step(batch);
        }
    }

    private static ModelManifest manifest() {
        InputSpec input = new InputSpec("x", List.of(Axis.BATCH, Axis.SAMPLE));
        return SmallModels.manifest(
                new SignalSpec(1, 10), WindowSpec.tumbling(SAMPLES), input, List.of(), SmallModels.output(SAMPLES));
    }

    /** The resident memory less what the heap may have taken of it, in bytes. */
    private static long outsideTheHeap() throws IOException {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 3)[1];
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return Long.parseLong(pages) * 4096 - heap;
    }
}

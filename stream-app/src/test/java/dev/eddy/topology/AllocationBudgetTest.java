package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.sun.management.ThreadMXBean;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.local.JavaProcess;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one event makes the garbage collector do. Bytes, not time: they are the same on a busy machine. Counted on the
 * stream thread, from the record that Kafka hands over to what is forwarded; windows and predictions included.
 */
class AllocationBudgetTest {

    private static final int BUDGET_BYTES = 200;

    private static final SignalSpec SIGNAL = new SignalSpec(9, 1000);
    private static final int LENGTH = 128;
    private static final int KEYS = 200;
    private static final int MOST_ROUNDS = 60;

    private static final String SAYS = "bytes per event: ";

    @TempDir
    private Path folder;

    /** In a process of its own: what is compiled, and how well, would depend on the tests before. */
    @Test
    void shouldAllocateLittleForAnEventOfOneSample() {
        List<String> alone = List.of("-Xmx256m", Trial.class.getName());
        try (JavaProcess trial = JavaProcess.start(folder, folder.resolve("trial.log"), alone)) {
            String said = trial.awaitLine(SAYS, Duration.ofMinutes(2));

            assertThat(Double.parseDouble(said.substring(SAYS.length()))).isBetween(1.0, (double) BUDGET_BYTES);
        }
    }

    /** Counts the bytes. */
    static final class Trial {

        private Trial() {}

        /** Says how many they are. */
        public static void main(String[] args) {
            FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(LENGTH));
            try (InferenceEngine engine = new InferenceEngine(model, BatchPolicy.CPU, new MetricRegistry())) {
                BareTask task = BareTask.forgetful(model.manifest(), engine);
                double least = Double.MAX_VALUE;
                // Code that is still interpreted allocates more: it is given time to be compiled.
                for (int round = 0; round < MOST_ROUNDS && least > BUDGET_BYTES; round++) {
                    least = Math.min(least, bytesPerEvent(task, window(task, round)));
                }
                System.out.println(SAYS + (task.forwarded() > 0 ? least : "nothing was forwarded"));
            }
        }
    }

    /** One window of every key, a sample at a time, the keys side by side. */
    private static List<Record<byte[], byte[]>> window(BareTask task, int round) {
        List<Record<byte[], byte[]>> records = new ArrayList<>();
        for (int sample = 0; sample < LENGTH; sample++) {
            long micros = SIGNAL.micros((long) round * LENGTH + sample);
            for (int key = 0; key < KEYS; key++) {
                Samples samples = new Samples(micros, new float[SIGNAL.channels()], false);
                records.add(task.record(new RandomHistory.Event("key-" + key, samples)));
            }
        }
        return records;
    }

    private static double bytesPerEvent(BareTask task, List<Record<byte[], byte[]>> records) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        records.forEach(task::process);
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / records.size();
    }
}

package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.signal.SignalSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final int SNAPSHOTS = 100;

    /** Where tensors do not outlive the vector that they came in, torch crashes here, and the JVM with it. */
    @Test
    void shouldCopyTheWeightsWhileTheGarbageCollectorIsAtWork() throws InterruptedException {
        List<LayerSpec> layers =
                List.of(new Recurrent(Cell.GRU, 5, 16), new Readout(Readout.Take.LAST), new Dense(Trial.LABELS));
        Network network = new Network(new NetworkSpec(new SignalSpec(2, 10), 8, layers, 1));
        AtomicBoolean over = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            while (!over.get()) {
                System.gc();
            }
        });
        collector.start();

        try {
            for (int i = 0; i < SNAPSHOTS; i++) {
                assertThat(network.snapshot().stream().mapToLong(Tensor::numel).sum())
                        .isEqualTo(network.size());
            }
        } finally {
            over.set(true);
            collector.join();
        }
    }
}

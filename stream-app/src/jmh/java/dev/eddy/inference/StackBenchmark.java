package dev.eddy.inference;

import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a batch costs around the model: windows of 128 samples and three channels into one tensor, states of 64 units out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class StackBenchmark {

    private static final SignalSpec SIGNAL = new SignalSpec(3, 1000);
    private static final int UNITS = 64;

    /** Keys in the batch. */
    @Param({"1", "64"})
    public int batch;

    private final RowLayout layout = RowLayout.of(List.of(1, UNITS), 1);
    private final List<Step> steps = new ArrayList<>();
    private WindowTensor windows;
    private FloatBuffer states;

    /** As many steps, and the states after them. */
    @Setup
    public void prepare() {
        windows = new WindowTensor(new FakeModel(SIGNAL, WindowSpec.tumbling(128)).manifest());
        for (int i = 0; i < batch; i++) {
            float[] values = new float[128 * SIGNAL.channels()];
            steps.add(new Step("key-" + i, new Window(0, 0, 0, 0, values, false), new float[UNITS]));
        }
        states = new StackedTensor(layout).reserve(batch);
    }

    /** Windows into the input tensor. */
    @Benchmark
    public Object stack() {
        return windows.stack(steps, 1);
    }

    /** States out of a tensor with the batch on the second axis. */
    @Benchmark
    public List<float[]> unstack() {
        List<float[]> all = new ArrayList<>(batch);
        for (int row = 0; row < batch; row++) {
            float[] state = new float[UNITS];
            layout.unstack(states, row, batch, state, 0);
            all.add(state);
        }
        return all;
    }
}

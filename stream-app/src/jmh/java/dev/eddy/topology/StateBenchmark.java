package dev.eddy.topology;

import dev.eddy.signal.KeyState;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a commit costs for each key: its state to bytes and back, half a window of three channels in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class StateBenchmark {

    private static final SignalSpec SIGNAL = new SignalSpec(3, 1000);

    /** Floats of hidden state: an LSTM of 64 units, or two layers of 256. */
    @Param({"128", "1024"})
    public int hidden;

    /** Windows that have no score yet. */
    @Param({"0", "1"})
    public int open;

    private KeyStateCodec codec;
    private KeyState key;
    private byte[] bytes;

    /** One key. */
    @Setup
    public void prepare() {
        codec = new KeyStateCodec(SIGNAL, WindowSpec.tumbling(128), new float[hidden]);
        key = codec.fresh();
        key.accept(new Samples(0, new float[(64 + open * 128) * SIGNAL.channels()], false));
        bytes = codec.write(key);
    }

    /** To bytes. */
    @Benchmark
    public byte[] write() {
        return codec.write(key);
    }

    /** From bytes. */
    @Benchmark
    public KeyState read() {
        return codec.read(bytes);
    }
}

package dev.eddy.topology;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.FakeModel;
import dev.eddy.signal.Arrival;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SharedWindows;
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

/** What an event of three channels costs before the model: read from its bytes, cut into windows of 128 samples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class EventBenchmark {

    private static final SignalSpec SIGNAL = new SignalSpec(3, 1000);

    /** Samples in an event. */
    @Param({"1", "32", "128"})
    public int samples;

    private EventDoor door;
    private byte[] bytes;
    private KeyState key;
    private KeyState other;
    private final SharedWindows shared = new SharedWindows();
    private float[] values;
    private long at;

    /** One event, and a key of which nothing is known yet. */
    @Setup
    public void prepare() {
        FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(128));
        EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, TopologyHarness.REGISTRY);
        door = new EventDoor(
                TopologySettings.usual(),
                chunks,
                EventSerde.of(Prediction.class, TopologyHarness.REGISTRY),
                model.manifest());
        values = new float[samples * SIGNAL.channels()];
        bytes = chunks.serializer()
                .serialize(
                        "signals",
                        new SampleCodec(SIGNAL, 1 << 20).encode(new Samples(0, values, false), Encoding.F32LE));
        key = new KeyState(SIGNAL, WindowSpec.tumbling(128), new float[2]);
        other = new KeyState(SIGNAL, WindowSpec.tumbling(128), new float[2]);
    }

    /** Bytes to samples. */
    @Benchmark
    public Samples decode() throws EventDoor.Unusable {
        return door.samples(bytes);
    }

    /** Samples into a key, its windows handed out and closed. */
    @Benchmark
    public Arrival accept() {
        Arrival arrival = key.accept(next());
        finish(key);
        return arrival;
    }

    /** Samples into the states that one key has in two pipelines, which hold the windows once. */
    @Benchmark
    public Arrival acceptInTwo() {
        Samples event = next();
        key.accept(event, shared);
        Arrival arrival = other.accept(event, shared);
        finish(key);
        finish(other);
        return arrival;
    }

    private Samples next() {
        Samples event = new Samples(SIGNAL.micros(at), values, false);
        at += samples;
        return event;
    }

    private static void finish(KeyState key) {
        while (key.begin().isPresent()) {
            key.skip();
        }
    }
}

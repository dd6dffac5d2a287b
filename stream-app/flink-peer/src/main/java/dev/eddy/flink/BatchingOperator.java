package dev.eddy.flink;

import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What an expert writes: steps of many keys share one run of the model, and states are read once and written once between
 * two barriers. Before each barrier all that waits is scored and all that changed is written, as Flink's own mini-batches
 * do, so that nothing is pending in a checkpoint.
 */
final class BatchingOperator extends AbstractStreamOperator<Tuple2<String, byte[]>>
        implements OneInputStreamOperator<Tuple2<String, byte[]>, Tuple2<String, byte[]>> {

    private static final long serialVersionUID = 1;

    /** The most states that are kept in front of RocksDB; as in the stream app. */
    private static final int MOST_KEPT = 80_000;

    private final Work work;
    /** Whether states may be kept over a barrier: objects on the heap are the checkpoint's then, and must be asked for again. */
    private final boolean keep;

    private transient Work.Tools tools;
    private transient KeyStateSerializer serializer;
    private transient ValueState<KeyState> states;
    private transient Map<String, KeyState> live;
    private transient Set<String> dirty;
    private transient List<Step> batch;
    private transient long since;
    private transient boolean timed;

    @SuppressWarnings("NullAway.Init") // open() is called before the first event
    BatchingOperator(Work work, boolean keep) {
        this.work = work;
        this.keep = keep;
    }

    @Override
    public void open() throws Exception {
        super.open();
        tools = work.open();
        serializer = new KeyStateSerializer(work.model());
        states = getPartitionedState(new ValueStateDescriptor<>("state", serializer));
        live = new HashMap<>();
        dirty = new HashSet<>();
        batch = new ArrayList<>();
    }

    @Override
    public void processElement(StreamRecord<Tuple2<String, byte[]>> record) throws Exception {
        String key = record.getValue().f0;
        KeyState state = state(key);
        state.accept(tools.door().samples(record.getValue().f1));
        dirty.add(key);
        next(key, state);
        if (batch.size() >= BatchPolicy.CPU.limit()) {
            score();
        }
    }

    /** The key of the record that is being processed is the current one. */
    private KeyState state(String key) throws Exception {
        KeyState known = live.get(key);
        if (known == null) {
            KeyState stored = states.value();
            known = stored == null ? serializer.createInstance() : stored;
            live.put(key, known);
        }
        return known;
    }

    private KeyState live(String key) {
        return Objects.requireNonNull(live.get(key), key);
    }

    private void next(String key, KeyState state) {
        Optional<Window> window = state.begin();
        if (window.isPresent()) {
            if (batch.isEmpty()) {
                since = System.nanoTime();
                lookLater();
            }
            batch.add(new Step(key, window.get(), state.hidden()));
        }
    }

    private void lookLater() {
        if (!timed) {
            timed = true;
            long millis = BatchPolicy.CPU.linger().toMillis();
            var unused = getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + millis, time -> look());
        }
    }

    private void look() {
        timed = false;
        if (batch.isEmpty()) {
            return;
        }
        if (System.nanoTime() - since >= BatchPolicy.CPU.linger().toNanos()) {
            score();
        }
        if (!batch.isEmpty()) {
            lookLater();
        }
    }

    private void score() {
        List<Step> steps = batch;
        batch = new ArrayList<>(BatchPolicy.CPU.limit());
        for (StepResult.Scored scored : tools.model().step(steps)) {
            String key = scored.step().key();
            KeyState state = live(key);
            state.advance(scored.state());
            output.collect(new StreamRecord<>(
                    Tuple2.of(key, tools.door().bytes(tools.words().of(scored)))));
            next(key, state);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        while (!batch.isEmpty()) {
            score();
        }
        for (String key : dirty) {
            setCurrentKey(key);
            states.update(live(key));
        }
        dirty.clear();
        if (!keep || live.size() > MOST_KEPT) {
            live.clear();
        }
    }

    @Override
    public void close() throws Exception {
        if (tools != null) {
            tools.close();
        }
        super.close();
    }
}

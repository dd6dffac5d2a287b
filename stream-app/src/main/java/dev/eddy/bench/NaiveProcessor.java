package dev.eddy.bench;

import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.Window;
import dev.eddy.topology.EventDoor;
import dev.eddy.topology.Predictions;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads the state, scores what is complete one window at a time, writes the state: for every event. One thread. */
final class NaiveProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String STORE = "states";

    private final EventDoor door;
    private final SequenceModel model;
    private final Predictions words;
    private final KeyStateCodec codec;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> states;

    @SuppressWarnings("NullAway.Init") // init() is called before the first event
    NaiveProcessor(EventDoor door, SequenceModel model) {
        ModelManifest manifest = model.manifest();
        this.door = door;
        this.model = model;
        this.words = new Predictions(manifest);
        this.codec = new KeyStateCodec(manifest.signal(), manifest.window(), manifest.initialState());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        states = newContext.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        try {
            String key = door.key(event.key());
            byte[] bytes = states.get(key);
            KeyState state = bytes == null ? codec.fresh() : codec.read(bytes);
            state.accept(door.samples(event.value()));
            for (Optional<Window> window = state.begin(); window.isPresent(); window = state.begin()) {
                score(new Step(key, window.get(), state.hidden()), state, event);
            }
            states.put(key, codec.write(state));
        } catch (EventDoor.Unusable e) {
            throw new IllegalStateException("the events of the comparison must be usable", e);
        }
    }

    private void score(Step step, KeyState state, Record<byte[], byte[]> event) {
        StepResult.Scored scored = model.step(List.of(step)).get(0);
        state.advance(scored.state());
        context.forward(event.withValue(door.bytes(words.of(scored))));
    }
}

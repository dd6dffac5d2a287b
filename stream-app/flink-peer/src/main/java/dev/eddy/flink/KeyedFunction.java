package dev.eddy.flink;

import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Window;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** What Flink's documentation leads to: state of the key, model on one window, state of the key. */
final class KeyedFunction extends KeyedProcessFunction<String, Tuple2<String, byte[]>, Tuple2<String, byte[]>> {

    private static final long serialVersionUID = 1;

    private final Work work;
    private transient Work.Tools tools;
    private transient KeyStateSerializer serializer;
    private transient ValueState<KeyState> states;

    @SuppressWarnings("NullAway.Init") // open() is called before the first event
    KeyedFunction(Work work) {
        this.work = work;
    }

    @Override
    public void open(OpenContext context) {
        tools = work.open();
        serializer = new KeyStateSerializer(work.model());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("state", serializer));
    }

    @Override
    public void processElement(Tuple2<String, byte[]> event, Context context, Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        KeyState stored = states.value();
        KeyState state = stored == null ? serializer.createInstance() : stored;
        state.accept(tools.door().samples(event.f1));
        for (Optional<Window> window = state.begin(); window.isPresent(); window = state.begin()) {
            Step step = new Step(event.f0, window.get(), state.hidden());
            StepResult.Scored scored = tools.model().step(List.of(step)).get(0);
            state.advance(scored.state());
            out.collect(Tuple2.of(event.f0, tools.door().bytes(tools.words().of(scored))));
        }
        states.update(state);
    }

    @Override
    public void close() {
        if (tools != null) {
            tools.close();
        }
    }
}

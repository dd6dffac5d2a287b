package dev.eddy.topology;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.Samples;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models that a reader can compute, each ready on an engine of its own, a task that begins with the first of them, and what
 * they must make of an input. One thread.
 */
final class FakeShelf implements AutoCloseable {

    /** Keys that are behind catch up, so that whatever takes turns among the models must be told from it. */
    private static final BatchPolicy PATIENT = new BatchPolicy(4, Duration.ofMillis(5)).withCatchUp(3);

    final Map<ModelId, FakeModel> models = new LinkedHashMap<>();
    final Engines engines;
    private final FakeModel first;

    FakeShelf(FakeModel first, FakeModel... others) {
        this.first = first;
        this.engines = Engines.of(engine(first));
        models.put(engines.first(), first);
        List.of(others).forEach(this::add);
    }

    void add(FakeModel model) {
        ModelId id = id(model.manifest().version());
        models.put(id, model);
        engines.add(id, engine(model));
    }

    static InferenceEngine engine(FakeModel model) {
        return new InferenceEngine(model, PATIENT, new MetricRegistry());
    }

    static ModelId id(String version) {
        return new ModelId("fake", version, "");
    }

    static RandomHistory.Event event(String key, long at, float... values) {
        return new RandomHistory.Event(key, new Samples(at, values, false));
    }

    BareTask task() {
        return task(TopologySettings.Bounds.DEFAULT);
    }

    BareTask task(TopologySettings.Bounds bounds) {
        return new BareTask(first.manifest(), engines, bounds);
    }

    /** An order or an event. */
    static void take(BareTask task, Object input) {
        if (input instanceof Switch order) {
            task.process(order);
        } else if (input instanceof Tryout order) {
            task.process(order);
        } else {
            task.process((RandomHistory.Event) input);
        }
    }

    /** What orders and events, each in the millisecond of its place, must lead to. */
    SwitchReference reference(List<Object> input) {
        SwitchReference reference = new SwitchReference(models, engines.first());
        for (int millis = 0; millis < input.size(); millis++) {
            if (input.get(millis) instanceof Switch order) {
                reference.take(order);
            } else if (input.get(millis) instanceof Tryout order) {
                reference.take(order);
            } else {
                RandomHistory.Event event = (RandomHistory.Event) input.get(millis);
                reference.take(event.key(), event.samples(), millis);
            }
        }
        return reference;
    }

    @Override
    public void close() {
        engines.close();
    }
}

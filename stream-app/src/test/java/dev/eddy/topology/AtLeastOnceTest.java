package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.RecordCollector;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a transaction, what keeps a crash from losing predictions is the order of the writes. */
class AtLeastOnceTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    private final List<String> order = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        StreamsConfig.AT_LEAST_ONCE + ", forward forward outputs-stored state-written",
        StreamsConfig.EXACTLY_ONCE_V2 + ", forward forward state-written"
    })
    void shouldStorePredictionsBeforeTheStateThatHasThemBehindIt(String guarantee, String expected) {
        FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(2));
        try (InferenceEngine engine =
                new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), new MetricRegistry())) {
            KeyStateStore store = new KeyStateStore(
                    recorded(new MapStore(Map.of())),
                    Lineage.of(Engines.of(engine).first(), Layout.of(model.manifest())),
                    TopologySettings.Bounds.DEFAULT);
            PredictionProcessor processor = processor(model, engine);
            processor.init(context(store, guarantee));

            processor.process(new Record<>(new byte[] {'k'}, chunk(), 0));
            store.flushCache();

            assertThat(String.join(" ", order)).isEqualTo(expected);
        }
    }

    private static PredictionProcessor processor(FakeModel model, InferenceEngine engine) {
        TopologySettings settings = TopologySettings.usual();
        EventDoor door = new EventDoor(
                settings,
                EventSerde.of(SignalChunk.class, TopologyHarness.REGISTRY),
                EventSerde.of(Prediction.class, TopologyHarness.REGISTRY),
                model.manifest());
        return new PredictionProcessor(
                Engines.of(engine), door, new TaskSetup(settings.bounds(), Observers.of(new MetricRegistry())));
    }

    private static byte[] chunk() {
        SignalChunk chunk =
                new SampleCodec(SIGNAL, 10).encode(new Samples(0, new float[] {1, 2, 3, 4}, false), Encoding.F32LE);
        return EventSerde.of(SignalChunk.class, TopologyHarness.REGISTRY)
                .serializer()
                .serialize("signals", chunk);
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> recorded(MapStore states) {
        return proxy(KeyValueStore.class, (name, args) -> {
            if (name.equals("put")) {
                order.add("state-written");
            }
            return switch (name) {
                case "get" -> states.get((Bytes) args[0]);
                case "all" -> states.all();
                default -> null;
            };
        });
    }

    @SuppressWarnings("unchecked")
    private InternalProcessorContext<byte[], byte[]> context(KeyStateStore store, String guarantee) {
        RecordCollector collector = proxy(RecordCollector.class, (name, args) -> {
            order.add(name.equals("flush") ? "outputs-stored" : name);
            return null;
        });
        ProcessorNode<byte[], byte[], byte[], byte[]> node = new ProcessorNode<>("predict");
        return (InternalProcessorContext<byte[], byte[]>) Proxy.newProxyInstance(
                AtLeastOnceTest.class.getClassLoader(),
                new Class<?>[] {InternalProcessorContext.class, RecordCollector.Supplier.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getStateStore" -> store;
                    case "currentNode" -> node;
                    case "recordMetadata" -> Optional.empty();
                    case "taskId" -> new TaskId(0, 0);
                    case "currentSystemTimeMs" -> 0L;
                    case "schedule" -> (Cancellable) () -> {};
                    case "appConfigs" -> Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
                    case "recordCollector" -> collector;
                    case "forward" -> {
                        order.add("forward");
                        yield null;
                    }
                    default -> null;
                });
    }

    private interface Call {
        @Nullable
        Object of(String name, Object[] args);
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private static <T> T proxy(Class<T> type, Call call) {
        return (T) Proxy.newProxyInstance(
                AtLeastOnceTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> call.of(method.getName(), args));
    }
}

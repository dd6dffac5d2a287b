package dev.eddy.topology;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.SignalFormat;
import dev.eddy.inference.Engines;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Seed;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;

/**
 * The bare processor and its store, committed and crashed at will. What is forwarded or written counts only once it is
 * committed, as in a transaction; a crash leaves what was committed last, and whatever the engine still answers.
 */
final class BareTask {

    /** More than any history of the tests has windows. */
    private static final int MOST_COMMITS = 10_000;

    private final MetricRegistry metrics = new MetricRegistry();
    private final TaskSetup setup;
    private final ModelManifest model;
    private final Engines engines;
    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, TopologyHarness.REGISTRY);
    private final EventSerde<Prediction> predictions = EventSerde.of(Prediction.class, TopologyHarness.REGISTRY);

    private final Optional<RecordMetadata> here = Optional.of(new Here());
    private final Map<String, List<Prediction>> committed = new LinkedHashMap<>();
    private Map<Bytes, byte[]> committedStates = new HashMap<>();
    private int committedOffset;

    private final List<Record<byte[], byte[]>> forwarded = new ArrayList<>();
    private final Map<String, List<Prediction>> shadowed = new LinkedHashMap<>();
    private final List<Record<byte[], byte[]>> inShadow = new ArrayList<>();
    private final List<Record<byte[], byte[]>> letters = new ArrayList<>();
    /** Whether it keeps what it has processed, to read it once more. */
    private final boolean remembers;

    /** Every record that was ever processed, by its offset. */
    private final List<ConsumerRecord<byte[], byte[]>> past = new ArrayList<>();

    private MapStore states = new MapStore(Map.of());
    private KeyStateStore store;
    private PredictionProcessor processor;
    private int offset;
    /** What this life of the task has asked to be called by the clock. */
    private final List<Punctuator> byClock = new ArrayList<>();

    BareTask(ModelManifest model, InferenceEngine engine) {
        this(model, engine, TopologySettings.Bounds.DEFAULT);
    }

    BareTask(ModelManifest model, InferenceEngine engine, TopologySettings.Bounds bounds) {
        this(model, Engines.of(engine), bounds, KeyLife.ENDLESS, true);
    }

    /** One that keeps nothing of what it has processed. */
    static BareTask forgetful(ModelManifest model, InferenceEngine engine) {
        return new BareTask(model, Engines.of(engine), TopologySettings.Bounds.DEFAULT, KeyLife.ENDLESS, false);
    }

    /** With more models than the first one, to take over from it. */
    BareTask(ModelManifest model, Engines engines, TopologySettings.Bounds bounds) {
        this(model, engines, bounds, KeyLife.ENDLESS);
    }

    /** With keys that do not live for ever, either. */
    BareTask(ModelManifest model, Engines engines, TopologySettings.Bounds bounds, KeyLife life) {
        this(model, engines, bounds, life, true);
    }

    private BareTask(
            ModelManifest model, Engines engines, TopologySettings.Bounds bounds, KeyLife life, boolean remembers) {
        this.remembers = remembers;
        TaskSetup usual = new TaskSetup(Siblings.NONE, bounds, Observers.of(metrics), life);
        this.setup = new TaskSetup(
                usual.siblings(),
                usual.bounds(),
                usual.observers(),
                usual.totals(),
                usual.letters(),
                usual.life(),
                app -> (partition, from, to, each) ->
                        past.subList((int) from, (int) to).forEach(each));
        this.model = model;
        this.engines = engines;
        this.store = store();
        this.processor = processor();
        processor.init(context());
    }

    /** The place of the record that is processed. */
    private final class Here implements RecordMetadata {
        @Override
        public String topic() {
            return "signals";
        }

        @Override
        public int partition() {
            return 0;
        }

        @Override
        public long offset() {
            return offset;
        }
    }

    private KeyStateStore store() {
        return new KeyStateStore(
                states,
                Lineage.of(engines.first(), Layout.of(model)),
                new TopologySettings(
                                "signals",
                                "predictions",
                                "letters",
                                "shadow",
                                setup.bounds(),
                                SignalFormat.AVRO,
                                setup.life(),
                                List.of())
                        .ofStore());
    }

    private PredictionProcessor processor() {
        TopologySettings settings = TopologySettings.usual();
        return new PredictionProcessor(engines, new EventDoor(settings, chunks, predictions, model), setup);
    }

    /** Kafka Streams' context, as far as the processor goes. */
    @SuppressWarnings("unchecked")
    private InternalProcessorContext<byte[], byte[]> context() {
        ProcessorNode<byte[], byte[], byte[], byte[]> node = new ProcessorNode<>("predict");
        return (InternalProcessorContext<byte[], byte[]>) Proxy.newProxyInstance(
                BareTask.class.getClassLoader(),
                new Class<?>[] {InternalProcessorContext.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getStateStore" -> store;
                    case "currentNode" -> node;
                    case "recordMetadata" -> here;
                    case "currentSystemTimeMs" -> 0L;
                    case "taskId" -> new TaskId(0, 0);
                    case "appConfigs" ->
                        Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
                    case "schedule" -> {
                        Punctuator look = (Punctuator) args[2];
                        byClock.add(look);
                        yield (Cancellable) () -> byClock.remove(look);
                    }
                    case "forward" -> {
                        outlet((String) args[1]).add((Record<byte[], byte[]>) args[0]);
                        yield null;
                    }
                    default -> null;
                });
    }

    /** Where to read on: after the last processed event, or after the last committed one if it crashed since. */
    int offset() {
        return offset;
    }

    void process(RandomHistory.Event event) {
        process(record(event));
    }

    /** An event as it comes out of the topic, in the millisecond of its place. */
    Record<byte[], byte[]> record(RandomHistory.Event event) {
        SignalChunk chunk = new SampleCodec(model.signal(), 1 << 20).encode(event.samples(), Encoding.F32LE);
        byte[] value = chunks.serializer().serialize("signals", chunk);
        return new Record<>(event.key().getBytes(StandardCharsets.UTF_8), value, offset);
    }

    void process(Switch order) {
        process(order.record("signals", 0));
    }

    void process(Tryout order) {
        process(order.record("signals", 0));
    }

    void process(Seed seed, String key) {
        process(seed.record("signals", key));
    }

    private void process(ProducerRecord<byte[], byte[]> record) {
        process(new Record<>(record.key(), record.value(), 0, record.headers()));
    }

    /** As it comes again where what was read is not in the transaction with what was written. */
    void processAgain(Switch order) {
        offset--;
        process(order);
    }

    void commit() {
        store.flushCache();
        count(forwarded, committed);
        count(inShadow, shadowed);
        committedStates = new HashMap<>(states.entries());
        committedOffset = offset;
    }

    private void count(List<Record<byte[], byte[]>> some, Map<String, List<Prediction>> to) {
        some.forEach(
                record -> to.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(predictions.deserializer().deserialize("predictions", record.value())));
        some.clear();
    }

    private List<Record<byte[], byte[]>> outlet(String name) {
        return switch (name) {
            case Outlets.PREDICTIONS -> forwarded;
            case Outlets.SHADOW -> inShadow;
            default -> letters;
        };
    }

    /** Takes some input, committed and crashed at random, and commits at the end. */
    <T> void takeAll(List<T> input, BiConsumer<BareTask, T> take, Random random) {
        int crashes = 0;
        while (offset < input.size()) {
            take.accept(this, input.get(offset));
            if (random.nextInt(4) == 0) {
                commit();
                if (random.nextInt(4) == 0) {
                    reopen();
                }
            } else if (crashes < 10 && random.nextInt(8) == 0) {
                crash();
                crashes++;
            }
        }
        settle();
    }

    /** Commits until nothing is out any more, as some of it may stay out over a commit. */
    void settle() {
        commit();
        for (int commits = 1; !store.open().isEmpty(); commits++) {
            if (commits == MOST_COMMITS) {
                throw new AssertionError(
                        "after " + commits + " commits these keys still have open windows: " + store.open());
            }
            tick(0);
            commit();
        }
    }

    /** How many wait for the clock. */
    int clocks() {
        return byClock.size();
    }

    /** The clock of the machine has come to some time. */
    void tick(long millis) {
        List.copyOf(byClock).forEach(look -> look.punctuate(millis));
    }

    /** Without a commit: what was not committed is gone, and the old task's steps may still be with the engine. */
    void crash() {
        processor.close();
        byClock.clear();
        forwarded.clear();
        inShadow.clear();
        states = new MapStore(committedStates);
        store = store();
        processor = processor();
        processor.init(context());
        offset = committedOffset;
    }

    /** Ends cleanly and begins again, with the store that it had; what the clock calls is not taken from it. */
    void reopen() {
        processor.close();
        processor.init(context());
    }

    /** Turns into a standby, which is given what another task has written, and back: the store stays as it is. */
    void recycle(BareTask other) {
        processor.close();
        byClock.clear();
        store.clearCache();
        states.entries().putAll(other.committedStates);
        past.clear();
        past.addAll(other.past);
        offset = other.committedOffset;
        store.flushCache();
        store.clearCache();
        processor = processor();
        processor.init(context());
    }

    /** What Kafka Streams does with a task that has failed: nothing of it may be stored any more. */
    Map<Bytes, byte[]> closeDirty() {
        store.flushCache();
        processor.close();
        return states.entries();
    }

    /** A byte of what was committed of a key is not what it was, and the task starts again. */
    void damage(String key) {
        Bytes name = Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
        committedStates.computeIfPresent(name, (it, bytes) -> {
            byte[] damaged = bytes.clone();
            damaged[bytes.length / 2] ^= 1;
            return damaged;
        });
        crash();
    }

    void process(Record<byte[], byte[]> record) {
        if (remembers && offset == past.size()) {
            past.add(new ConsumerRecord<>(
                    "signals",
                    0,
                    offset,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.empty()));
        }
        processor.process(record);
        offset++;
    }

    void forget(String key) {
        process(new Record<>(key.getBytes(StandardCharsets.UTF_8), null, 0));
    }

    List<Record<byte[], byte[]>> letters() {
        return letters;
    }

    /** A clean end of the task: it was committed, so nothing may come any more. */
    int forwardedOnClose() {
        processor.close();
        store.flushCache();
        return forwarded.size();
    }

    MetricRegistry metrics() {
        return metrics;
    }

    /** What was committed, as it is stored. */
    Map<Bytes, byte[]> stored() {
        return committedStates;
    }

    KeyStateStore keyStates() {
        return store;
    }

    int forwarded() {
        return forwarded.size();
    }

    /** What the models said that were tried. */
    Map<String, List<Prediction>> shadowed() {
        return shadowed;
    }

    Map<String, List<Prediction>> committed() {
        return committed;
    }
}

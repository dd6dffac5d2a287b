package dev.eddy.source;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.event.Encoding;
import dev.eddy.event.SampleCodec;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Made-up machines that vibrate into a topic as time goes by, and know what is really the matter with them. */
public final class DemoMachines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoMachines.class);
    private static final int CHUNK = 100;
    private static final long CHUNK_MICROS = VibrationMachine.SIGNAL.micros(CHUNK);

    private final SignalProducer producer;
    private final SampleCodec codec = new SampleCodec(VibrationMachine.SIGNAL, CHUNK);
    private final Map<String, VibrationMachine> machines = new TreeMap<>();
    private final Map<String, NavigableMap<Long, int[]>> truth = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long now = Micros.of(Instant.now());

    private DemoMachines(KafkaTarget kafka, String topic, int count) {
        this.producer = new SignalProducer(kafka, topic);
        for (int i = 1; i <= count; i++) {
            String key = "machine-" + i;
            machines.put(key, new VibrationMachine(i));
            truth.put(key, new ConcurrentSkipListMap<>());
        }
    }

    /**
     * Lets machines vibrate on a thread of its own until it is closed.
     *
     * @param kafka where it is
     * @param topic of signals
     * @param count of machines, whose keys are {@code machine-1} and so on
     * @return them
     */
    public static DemoMachines start(KafkaTarget kafka, String topic, int count) {
        DemoMachines all = new DemoMachines(kafka, topic, count);
        var unused = all.clock.scheduleAtFixedRate(all::vibrate, 0, CHUNK_MICROS, TimeUnit.MICROSECONDS);
        return all;
    }

    private void vibrate() {
        try {
            machines.forEach((key, machine) -> {
                VibrationMachine.Block block = machine.next(CHUNK);
                labels(key).put(now, block.labels());
                producer.send(key, codec.encode(new Samples(now, block.values(), false), Encoding.F32LE));
            });
            now += CHUNK_MICROS;
        } catch (RuntimeException e) {
            LOG.warn("The machines stand still: {}", e.getMessage());
            throw e;
        }
    }

    private NavigableMap<Long, int[]> labels(String key) {
        return truth.getOrDefault(key, new TreeMap<>());
    }

    /**
     * What was the matter with a machine at the last sample before a time. Any thread may ask.
     *
     * @param key of the machine
     * @param end of a window
     * @return a label, or nothing for a key or a time that is not known
     */
    public String matter(String key, Instant end) {
        long last = Micros.of(end) - 1;
        Map.Entry<Long, int[]> chunk = labels(key).floorEntry(last);
        if (chunk == null) {
            return "";
        }
        long sample = (last - chunk.getKey()) * CHUNK / CHUNK_MICROS;
        return VibrationMachine.LABELS.get(chunk.getValue()[(int) Math.min(sample, CHUNK - 1)]);
    }

    public List<String> keys() {
        return new ArrayList<>(machines.keySet());
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}

package dev.eddy.topology;

import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How much of the states is still to be read back from the changelog before the stream can go on, as the gauges {@code
 * restore.restored} and {@code restore.remaining}, both in records. Any thread may call.
 */
public final class RestoreProgress implements StateRestoreListener {

    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();
    private final LongAdder restored = new LongAdder();

    /**
     * Nothing is restored yet.
     *
     * @param metrics receives the gauges
     */
    public RestoreProgress(MetricRegistry metrics) {
        metrics.gauge("restore.restored", () -> this::restored);
        metrics.gauge("restore.remaining", () -> this::remaining);
    }

    /**
     * What was read back.
     *
     * @return records since the start
     */
    public long restored() {
        return restored.sum();
    }

    /**
     * What is to be read back.
     *
     * @return records, of the tasks that restore now
     */
    public long remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        remaining.put(partition, Math.max(0, to - from));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long upTo, long records) {
        restored.add(records);
        remaining.computeIfPresent(partition, (it, left) -> Math.max(0, left - records));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        remaining.remove(partition);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long records) {
        remaining.remove(partition);
    }
}

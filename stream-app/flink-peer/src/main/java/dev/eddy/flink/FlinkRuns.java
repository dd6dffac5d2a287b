package dev.eddy.flink;

import dev.eddy.bench.Orders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink as a contender. What is set is what its documentation advises for throughput with exactly-once sinks: objects are
 * reused, RocksDB's checkpoints are incremental, transactions are pooled, the next checkpoint may follow at once.
 *
 * @param bootstrapServers the broker
 * @param registry where the schemas are kept
 * @param model file with the model
 * @param shape of the job
 * @param folder for checkpoints
 */
record FlinkRuns(String bootstrapServers, String registry, Path model, Shape shape, Path folder)
        implements Orders.Work {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * What kind of job.
     *
     * @param batches whether it batches across keys
     * @param rocksDb whether states are in RocksDB, otherwise on the heap
     * @param parallelism of every operator
     * @param checkpoints how often
     */
    record Shape(boolean batches, boolean rocksDb, int parallelism, Duration checkpoints) {}

    @Override
    public AutoCloseable begin(String signals, String predictions, Consumer<Throwable> failed) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(shape.parallelism(), configuration());
        environment.enableCheckpointing(shape.checkpoints().toMillis(), CheckpointingMode.EXACTLY_ONCE);
        Work work = new Work(model.toString(), registry, signals, predictions);
        KeyedStream<Tuple2<String, byte[]>, String> events = environment
                .fromSource(KafkaEnds.source(bootstrapServers, signals), WatermarkStrategy.noWatermarks(), "signals")
                .keyBy(new Events.Key());
        (shape.batches()
                        ? events.transform("predict", Events.TYPE, new BatchingOperator(work, shape.rocksDb()))
                        : events.process(new KeyedFunction(work), Events.TYPE))
                .sinkTo(KafkaEnds.sink(bootstrapServers, predictions));
        JobClient job = environment.executeAsync(predictions);
        return new Job(job, failed);
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, shape.rocksDb() ? "rocksdb" : "hashmap");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, shape.rocksDb());
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, shape.parallelism());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
        return configuration;
    }

    /** A job that was started; one that ends by itself has failed. */
    private static final class Job implements AutoCloseable {

        private final JobClient client;
        private volatile boolean closing;

        Job(JobClient client, Consumer<Throwable> failed) {
            this.client = client;
            var unused = client.getJobExecutionResult().whenComplete((result, e) -> {
                if (!closing) {
                    failed.accept(e == null ? new IllegalStateException("the job must go on but has ended") : e);
                }
            });
        }

        @Override
        public void close() throws Exception {
            closing = true;
            client.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}

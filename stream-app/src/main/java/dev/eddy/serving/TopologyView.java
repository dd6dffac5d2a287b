package dev.eddy.serving;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.Topology;

/**
 * The graph and who works on it, for people and for JSON.
 *
 * @param description as Kafka Streams draws it
 * @param threads of this instance
 */
record TopologyView(String description, List<Worker> threads) {

    /**
     * One stream thread.
     *
     * @param name of the thread
     * @param state what Kafka Streams calls it
     * @param active tasks whose events it works on
     * @param standby tasks whose states it only keeps up to date
     */
    record Worker(String name, String state, List<String> active, List<String> standby) {}

    static TopologyView of(Topology topology, KafkaStreams streams) {
        List<Worker> workers = streams.metadataForLocalThreads().stream()
                .map(thread -> new Worker(
                        thread.threadName(),
                        thread.threadState(),
                        names(thread.activeTasks()),
                        names(thread.standbyTasks())))
                .toList();
        return new TopologyView(topology.describe().toString(), workers);
    }

    private static List<String> names(Collection<TaskMetadata> tasks) {
        return tasks.stream()
                .map(task -> String.valueOf(task.taskId()))
                .sorted()
                .toList();
    }
}

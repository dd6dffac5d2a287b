package dev.eddy.app;

import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.topology.TopologySettings;
import java.util.Optional;
import java.util.Properties;

/**
 * All that the stream app needs to start, beside its model.
 *
 * @param batching when a batch is run
 * @param topology topics and bounds
 * @param registry where the schemas are kept
 * @param kafka properties of Kafka Streams and its clients, complete
 * @param models where more models come from while it runs
 */
record AppSettings(
        BatchPolicy batching,
        TopologySettings topology,
        RegistryConfig registry,
        Properties kafka,
        Optional<ModelSource> models) {

    AppSettings(BatchPolicy batching, TopologySettings topology, RegistryConfig registry, Properties kafka) {
        this(batching, topology, registry, kafka, Optional.empty());
    }
}

package dev.eddy.serving;

import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.BatchPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * All that the stream app needs to start.
 *
 * @param pipelines one without a name, or several
 * @param batching when a batch is run
 * @param registry where the schemas are kept
 * @param kafka properties of Kafka Streams and its clients, complete
 * @param models where more models come from while it runs
 */
public record AppSettings(
        List<PipelineSettings> pipelines,
        BatchPolicy batching,
        RegistryConfig registry,
        Properties kafka,
        Optional<ModelSource> models) {

    /** One pipeline, with one model. */
    public AppSettings(PipelineSettings pipeline, BatchPolicy batching, RegistryConfig registry, Properties kafka) {
        this(List.of(pipeline), batching, registry, kafka, Optional.empty());
    }
}

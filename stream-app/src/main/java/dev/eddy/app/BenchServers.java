package dev.eddy.app;

import dev.eddy.bench.Bench;
import dev.eddy.event.RegistryConfig;
import dev.eddy.local.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The broker and the registry of one measurement, with nobody else on them. */
record BenchServers(BrokerProcess broker, RegistryServer registry) implements AutoCloseable {

    private static final int PARTITIONS = 8;

    static BenchServers start() {
        RegistryServer registry = RegistryServer.inMemory();
        try {
            registry.start();
            return new BenchServers(BrokerProcess.start(), registry);
        } catch (RuntimeException | Error e) {
            registry.close();
            throw e;
        }
    }

    /** The demo's model, as a file in a folder. */
    static Path shippedModel(Path folder) throws IOException {
        return Files.write(folder.resolve("vibration.onnx"), ShippedModel.vibration());
    }

    Bench.Kafka kafka() {
        return new Bench.Kafka(broker.bootstrapServers(), RegistryConfig.of(registry.url()), PARTITIONS);
    }

    BenchHost.Job job(Path model, int threads, BenchHost.Commits commits) {
        return new BenchHost.Job(broker.bootstrapServers(), registry.url(), model, threads, commits);
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
    }
}

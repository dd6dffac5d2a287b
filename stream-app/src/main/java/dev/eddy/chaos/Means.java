package dev.eddy.chaos;

import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.SequenceModel;
import dev.eddy.source.Outlet;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a campaign is given by the app that it is about.
 *
 * @param folder for logs, states and topics
 * @param command arguments of {@code java} that end with the app's main class
 * @param model file of the model that is served
 * @param open gives that model, to be judged by
 * @param outlets makes the way into the topic of signals
 * @param commands that people have
 */
public record Means(
        Path folder,
        List<String> command,
        Path model,
        Supplier<SequenceModel> open,
        Outlets outlets,
        Commands commands) {

    /** Runs commands of the app in this process. */
    @FunctionalInterface
    public interface Commands {

        /**
         * Runs one.
         *
         * @param args of the command, its name first
         * @return its exit code
         */
        int run(List<String> args);
    }

    /** Makes outlets that never give up. */
    @FunctionalInterface
    public interface Outlets {

        /**
         * Makes one.
         *
         * @param bootstrapServers of the brokers
         * @param registry of the schemas
         * @param topic of signals
         * @return an outlet
         */
        Outlet to(String bootstrapServers, RegistryConfig registry, String topic);
    }
}

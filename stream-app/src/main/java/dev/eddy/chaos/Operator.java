package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who changes models, with the commands that people have for it. Brokers may be harmed meanwhile: what fails is done again, and
 * may have been done already, which is why every order is one that can be given twice. Any thread may call.
 */
final class Operator {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long AGAIN_MILLIS = 500;

    private final Means.Commands commands;
    private final String bootstrapServers;
    private final String name;

    /**
     * Has a way of its own to the brokers.
     *
     * @param commands of the app
     * @param bootstrapServers where that way begins
     * @param name of the models
     */
    Operator(Means.Commands commands, String bootstrapServers, String name) {
        this.commands = commands;
        this.bootstrapServers = bootstrapServers;
        this.name = name;
    }

    void publish(Release release) {
        insist(List.of("publish", release.file().toString()));
    }

    /** Tries a version on all keys; nothing but an order ends it, however busy the machine is. */
    void shadow(String version) {
        insist(List.of(
                "shadow",
                name,
                version,
                "--max-latency=60s",
                "--signals=" + Topics.SIGNALS,
                "--predictions=" + Topics.PREDICTIONS));
    }

    /** Lets a version take over and go on from the hidden states of the one before. */
    void promote(String version) {
        insist(promotion(version));
    }

    /** Lets the version before take over again. Done twice it would undo itself, so that the second time names it. */
    void rollBack(String before) {
        List<String> words = List.of("rollback", name, "--policy=carry", "--signals=" + Topics.SIGNALS);
        if (run(words) != 0) {
            insist(promotion(before));
        }
    }

    private List<String> promotion(String version) {
        return List.of("promote", name, version, "--policy=carry", "--signals=" + Topics.SIGNALS);
    }

    void retire(String version) {
        insist(List.of("retire", name, version));
    }

    private void insist(List<String> words) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (run(words) != 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "'eddy models " + String.join(" ", words) + "' must work within " + PATIENCE + " but does not");
            }
            JavaProcess.pause(AGAIN_MILLIS);
        }
    }

    private int run(List<String> words) {
        List<String> args = new ArrayList<>(List.of("models"));
        args.addAll(words);
        args.add("--model-topic=" + Topics.MODELS);
        args.add("--bootstrap-servers=" + bootstrapServers);
        return commands.run(args);
    }
}

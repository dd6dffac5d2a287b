package dev.eddy.app;

import dev.eddy.event.SignalFormat;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where signals come from, how they come, and where their predictions go: the same for the app and for who looks back. */
final class TopicOptions {

    @Option(
            names = "--signals",
            paramLabel = "TOPIC",
            defaultValue = "signals",
            description = "Topic of signals (default: ${DEFAULT-VALUE}).")
    private String signals;

    @Option(
            names = "--predictions",
            paramLabel = "TOPIC",
            defaultValue = "predictions",
            description = "Topic of predictions (default: ${DEFAULT-VALUE}).")
    private String predictions;

    @Option(
            names = "--format",
            defaultValue = "avro",
            description =
                    "How signals are written: avro, chunks in Confluent's wire format; readings, readings at any times"
                            + " in the same; json, one object an event; pcm, bare samples of 16 bits (default: ${DEFAULT-VALUE}).")
    private SignalFormat format;

    @Option(
            names = "--grace",
            defaultValue = "0ms",
            description =
                    "How much older than the newest sample of its key a sample may be that still counts: what comes "
                            + "before others that belong in front of it waits for them that long, in the time of the samples. Later "
                            + "ones are dead letters (default: ${DEFAULT-VALUE}: all come in order).")
    private Duration grace;

    String signals() {
        return signals;
    }

    String predictions() {
        return predictions;
    }

    SignalFormat format() {
        return format;
    }

    Duration grace() {
        return grace;
    }
}

package dev.eddy.app;

import dev.eddy.offline.ScoredKey;
import dev.eddy.watch.PredictionJson;
import dev.eddy.watch.PredictionReader;
import dev.eddy.watch.PredictionText;
import dev.eddy.watch.WatchScreen;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints predictions as they come. */
@Command(
        name = "watch",
        description = {
            "Prints the predictions of a topic, one a line, as soon as they are committed; on a terminal a line for each key with "
                    + "its last predictions as a sparkline.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy watch",
            "      pump-3  0.17  12:00:01.600  bearing  ███████▎ bearing 0.91  ▋ normal 0.08",
            "      key, epoch.step, end of the window (UTC), label, highest scores",
            "  eddy watch --from beginning --for 20s --json",
            "      what was predicted so far, and for 20 s more, as JSON lines"
        })
final class WatchCommand implements Runnable {

    /** Where to begin. */
    enum From {
        BEGINNING,
        LATEST
    }

    /** How high the terminal is; set by the launcher when standard output is one. */
    private static final String ROWS = "eddy.rows";

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--topic", defaultValue = "predictions", description = "Where from (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--from",
            defaultValue = "latest",
            description = "latest: what comes from now on; beginning: all that is kept (default: ${DEFAULT-VALUE}).")
    private From from;

    @Option(names = "--key", description = "Only those of this stream.")
    private Optional<String> key;

    @Option(names = "--json", description = "One JSON object a line, with all fields.")
    private boolean json;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Stop after this many.")
    private long max;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "1000000h",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Stop after this long, like 20s.")
    private Duration patience;

    private long shown;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Integer rows = Integer.getInteger(ROWS);
        if (json || rows == null) {
            Function<ScoredKey, String> words = json ? PredictionJson::line : PredictionText::line;
            read(out, prediction -> out.println(words.apply(prediction)));
        } else {
            boolean coloured = System.getenv("NO_COLOR") == null;
            WatchScreen screen = new WatchScreen(out, rows, coloured, System::nanoTime);
            read(out, screen::add);
            screen.draw();
        }
    }

    private void read(PrintWriter out, Consumer<ScoredKey> each) {
        try (PredictionReader reader =
                new PredictionReader(kafka.target(), topic, spec.commandLine().getErr()::println)) {
            reader.begin(from == From.BEGINNING);
            reader.read(patience, prediction -> {
                if (key.isEmpty() || key.get().equals(prediction.key())) {
                    each.accept(prediction);
                    shown++;
                }
                return shown < max && !out.checkError();
            });
        }
        if (shown == 0) {
            spec.commandLine()
                    .getErr()
                    .println(
                            from == From.LATEST
                                    ? "eddy: nothing came while this was looking; --from beginning shows what was predicted before"
                                    : "eddy: nothing is predicted in " + topic
                                            + "; 'eddy dead-letters' tells what could not be used");
        }
    }
}

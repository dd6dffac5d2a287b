package dev.eddy.trainer;

import dev.eddy.recording.RecordingException;
import dev.eddy.trainer.config.ConfigException;
import dev.eddy.trainer.export.ProofException;
import dev.eddy.trainer.fit.FitException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the trainer. Exit codes: 0 done, 1 failed while running, 2 wrong usage or experiment. */
@Command(
        name = "eddy",
        description = "Fits sequence models and exports them as ONNX files that carry their own manifest.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            CrossvalCommand.class,
            SearchCommand.class,
            TableCommand.class,
            TrialCommand.class,
            DatasetCommand.class,
            CompletionCommand.class
        })
public final class Main {

    static final String VERSION = "eddy-trainer 0.1.0";

    private Main() {}

    /**
     * Runs one command and ends the process.
     *
     * @param args of the command line
     */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.err, true, StandardCharsets.UTF_8), args));
    }

    static int run(PrintWriter err, String... args) {
        return commands().setErr(err).execute(args);
    }

    static CommandLine commands() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::report);
    }

    private static int report(Exception problem, CommandLine command, CommandLine.ParseResult result) throws Exception {
        PrintWriter err = command.getErr();
        if (problem instanceof ConfigException) {
            err.println(problem.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (problem instanceof RecordingException) {
            err.println(problem.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (problem instanceof IOException || problem instanceof ProofException || problem instanceof FitException) {
            err.println(problem instanceof IOException ? problem.toString() : problem.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (problem instanceof UncheckedIOException unchecked) {
            err.println(problem.getMessage() + ": " + unchecked.getCause());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw problem;
    }
}

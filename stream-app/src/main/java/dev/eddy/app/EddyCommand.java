package dev.eddy.app;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code eddy}, of which all others are parts. */
@Command(
        name = "eddy",
        version = "eddy 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        abbreviateSynopsis = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Carries a recurrent network's hidden state along a Kafka stream: exactly once, batched across keys, replayable.",
            "Models are made by train, evaluate, crossval, search, table and dataset: eddy train --help.",
            ""
        },
        footer = {
            "",
            "Every option is also a variable of the environment (--some-name is EDDY_SOME_NAME) and a line of a "
                    + "properties file (some-name = value); a flag wins over the environment, that over the file.",
            "Exit codes: 0 done, 1 failed, 2 not understood."
        },
        subcommands = {
            DemoCommand.class,
            ScoreCommand.class,
            RunCommand.class,
            DescribeCommand.class,
            ModelsCommand.class,
            PoliciesCommand.class,
            RunTroubledCommand.class,
            DoctorCommand.class,
            ProduceCommand.class,
            WatchCommand.class,
            ReplayCommand.class,
            DeadLettersCommand.class,
            InspectCommand.class,
            SeedCommand.class,
            BenchCommand.class,
            CurveCommand.class,
            RealTimeCommand.class,
            GpuCheckCommand.class,
            BenchContenderCommand.class,
            LatencyCommand.class,
            PausesCommand.class,
            ChaosCommand.class,
            BrokerCommand.class,
            CompletionCommand.class,
            BrokerNodeCommand.class
        })
final class EddyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Takes no notice: the file was read before there was a command, see {@link Surroundings}. */
    @Option(
            names = "--" + Surroundings.CONFIG,
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "A properties file with options (some-name = value) and settings of Kafka (kafka.name = value).")
    void setConfig(Path file) {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}

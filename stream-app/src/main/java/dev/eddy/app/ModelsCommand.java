package dev.eddy.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Models that change while the stream runs. */
@Command(
        name = "models",
        description = {"Publishes models to a topic, and lets one take over from another while the stream runs.", ""},
        footer = {
            "",
            "Example, beside 'eddy run --model pump.onnx --model-topic eddy-models':",
            "  eddy models publish pump-2.onnx",
            "  eddy models shadow pump 2 --share 0.1",
            "  eddy models promote pump 2",
            "  eddy models rollback pump"
        },
        subcommands = {
            PublishModelCommand.class,
            ListModelsCommand.class,
            ShowModelCommand.class,
            ShadowModelCommand.class,
            PromoteModelCommand.class,
            RollbackModelCommand.class,
            RetireModelCommand.class
        })
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: publish, list, show, shadow, promote, …");
    }
}

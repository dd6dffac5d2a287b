package dev.eddy.trainer;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the trainer's part of {@code eddy completion}, which the launcher puts before the stream app's. */
@Command(name = "completion-of-trainer", hidden = true, description = "Prints completions for bash and zsh.")
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("eddy_trainer", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}

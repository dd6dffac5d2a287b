package dev.eddy.app;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what bash and zsh complete by; the launcher prints the trainer's part before it. */
@Command(
        name = "completion",
        description =
                "Prints completions of commands, options and values for bash and zsh: source <(./eddy completion)")
final class CompletionCommand implements Runnable {

    /** The trainer is a program of its own: its functions are asked where they are defined. */
    private static final String BOTH = """

            function _complete_eddy() {
              if (( COMP_CWORD > 1 )) && declare -F "_picocli_eddy_trainer_${COMP_WORDS[1]}" > /dev/null; then
                _complete_eddy_trainer; return $?
              fi
              _complete_eddy_app
              if (( COMP_CWORD == 1 )) && declare -F _complete_eddy_trainer > /dev/null; then
                local commands=("${COMPREPLY[@]}")
                _complete_eddy_trainer
                COMPREPLY+=("${commands[@]}")
              fi
            }

            complete -F _complete_eddy -o default eddy ./eddy
            """;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("eddy_app", spec.root().commandLine()) + BOTH);
        spec.commandLine().getOut().flush();
    }
}

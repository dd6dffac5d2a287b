package dev.eddy.app;

import dev.eddy.cluster.RefusedException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command that does not succeed says so, on standard error. The whole trace is in the log at level DEBUG. */
final class Complaints {

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    private Complaints() {}

    static int failed(Exception e, CommandLine command) {
        LOG.debug("the command failed", e);
        String message = refusal(e, command).orElse(e.getMessage() == null ? e.toString() : e.getMessage());
        command.getErr().println("eddy: " + Secrets.masked("", message));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** What is refused for want of a right, unless the message says so already. */
    private static Optional<String> refusal(Exception e, CommandLine command) {
        return e instanceof RefusedException
                ? Optional.empty()
                : Stream.concat(
                                Stream.of(command.getCommandSpec()),
                                command.getCommandSpec().mixins().values().stream())
                        .map(CommandSpec::userObject)
                        .filter(NeedsRights.class::isInstance)
                        .flatMap(it -> ((NeedsRights) it).refusal().explain(e).stream())
                        .findFirst();
    }

    static int notUnderstood(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        Secrets.masked("", String.valueOf(e.getMessage())).lines().forEach(line -> err.println("eddy: " + line));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        }
        return e.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    }
}

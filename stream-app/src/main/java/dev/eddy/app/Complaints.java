package dev.eddy.app;

import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command that does not succeed says so, on standard error. The whole trace is in the log at level DEBUG. */
final class Complaints {

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    private Complaints() {}

    static int failed(Exception e, CommandLine command) {
        LOG.debug("the command failed", e);
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        command.getErr().println("eddy: " + Secrets.masked("", message));
        return command.getCommandSpec().exitCodeOnExecutionException();
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

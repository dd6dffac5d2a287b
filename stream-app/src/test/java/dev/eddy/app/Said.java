package dev.eddy.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/**
 * What one of Eddy's commands did, run in this process.
 *
 * @param exitCode of the command
 * @param text all that it printed
 */
record Said(int exitCode, String text) {

    static Said by(Map<String, String> environment, String... args) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        Surroundings surroundings = Surroundings.of(environment, args);
        int exitCode =
                CommandTree.execute(CommandTree.of(surroundings).setOut(writer).setErr(writer), surroundings, args);
        return new Said(exitCode, text.toString());
    }
}

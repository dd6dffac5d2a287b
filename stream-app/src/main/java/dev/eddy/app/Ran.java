package dev.eddy.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * What one of Eddy's commands did for another one, in this process; nothing outside its command line matters.
 *
 * @param exitCode of the command
 * @param text all that it printed
 */
record Ran(int exitCode, String text) {

    static Ran by(List<String> args) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        String[] words = args.toArray(String[]::new);
        Surroundings surroundings = Surroundings.of(Map.of(), words);
        CommandLine commands = CommandTree.of(surroundings).setOut(writer).setErr(writer);
        return new Ran(CommandTree.execute(commands, surroundings, words), text.toString());
    }
}

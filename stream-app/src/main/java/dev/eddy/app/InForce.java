package dev.eddy.app;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a command goes by, and where each value came from; secrets are masked. */
final class InForce {

    private InForce() {}

    /** Prints one line per option. */
    static void print(ParseResult parsed, Surroundings surroundings, PrintWriter out) {
        CommandSpec command = parsed.commandSpec();
        for (OptionSpec option : command.options()) {
            String name = CommandTree.name(option);
            if (!option.usageHelp() && !option.versionHelp() && !(option.getValue() instanceof Map)) {
                line(out, name, text(option.getValue()), source(parsed, option, surroundings));
            }
            if (option.getValue() instanceof Map<?, ?> flags) {
                surroundings.kafka().forEach((of, value) -> {
                    if (!flags.containsKey(of)) {
                        line(out, "kafka." + of, value, "environment or file");
                    }
                });
                flags.forEach((of, value) -> line(out, "kafka." + of, String.valueOf(value), "flag"));
            }
        }
    }

    private static String text(@Nullable Object value) {
        Object held = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return held == null ? "" : held.toString();
    }

    private static void line(PrintWriter out, String name, String value, String source) {
        out.printf("  %-28s %s  (%s)%n", name, Secrets.masked(name, value), source);
    }

    private static String source(ParseResult parsed, OptionSpec option, Surroundings surroundings) {
        if (parsed.hasMatchedOption(option)) {
            return "flag";
        }
        return surroundings.source(CommandTree.name(option)).orElse("default");
    }
}

package dev.eddy.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the commands together with what is set outside the command line. */
final class CommandTree implements IFactory {

    private static final IFactory PLAIN = CommandLine.defaultFactory();
    private static final Set<String> NOT_SETTABLE = Set.of("help", "version", "kafka");

    private final Surroundings surroundings;

    private CommandTree(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine of(Surroundings surroundings) {
        CommandTree tree = new CommandTree(surroundings);
        CommandLine line = Units.registerOn(new CommandLine(new EddyCommand(), tree));
        return line.setDefaultValueProvider(tree::defaultValue)
                .setExecutionStrategy(tree::execute)
                .setExecutionExceptionHandler((e, failed, parsed) -> Complaints.failed(e, failed))
                .setParameterExceptionHandler((e, args) -> Complaints.notUnderstood(e));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == KafkaOptions.class ? type.cast(new KafkaOptions(surroundings.kafka())) : PLAIN.create(type);
    }

    /** A command that goes on for long says first what it goes by. */
    private int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        boolean helps = last.isUsageHelpRequested() || last.isVersionHelpRequested();
        if (!helps && last.commandSpec().userObject() instanceof RunCommand) {
            InForce.print(last, surroundings, last.commandSpec().commandLine().getErr());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private @Nullable String defaultValue(ArgSpec arg) {
        return arg instanceof OptionSpec option && !NOT_SETTABLE.contains(name(option))
                ? surroundings.value(name(option)).orElse(null)
                : null;
    }

    /** An option's longest name, without dashes. */
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--?", "");
    }

    /** Every name that may be set outside the command line. */
    static Set<String> names(CommandLine line) {
        Set<String> names = new TreeSet<>();
        line.getCommandSpec().options().forEach(option -> names.add(name(option)));
        line.getSubcommands().values().forEach(command -> names.addAll(names(command)));
        names.removeAll(NOT_SETTABLE);
        return names;
    }

    /** Runs one command, unless something outside the command line is wrong. */
    static int execute(CommandLine line, Surroundings surroundings, String... args) {
        List<String> problems = new ArrayList<>(surroundings.problems(names(line)));
        if (problems.isEmpty()) {
            return line.execute(args);
        }
        return Complaints.notUnderstood(new ParameterException(line, String.join(System.lineSeparator(), problems)));
    }
}

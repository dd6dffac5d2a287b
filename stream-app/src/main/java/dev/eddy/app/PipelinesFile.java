package dev.eddy.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** A file that tells pipelines: lines {@code NAME.option = value}, where the options are those of one pipeline. */
final class PipelinesFile {

    private PipelinesFile() {}

    /**
     * Reads it.
     *
     * @param file a properties file
     * @param command says what the file does not
     * @return options by name, sorted
     * @throws IllegalArgumentException when it cannot be read or understood
     */
    static Map<String, PipelineOptions> read(Path file, CommandLine command) {
        Map<String, List<String>> said = said(file);
        Map<String, PipelineOptions> pipelines = new LinkedHashMap<>();
        said.forEach((name, args) -> pipelines.put(name, parsed(file, name, args, command)));
        if (pipelines.isEmpty()) {
            throw new IllegalArgumentException(file + " must tell a pipeline but tells none: write lines like"
                    + " pump.model = pump.onnx, or leave --pipelines out");
        }
        return pipelines;
    }

    /** By pipeline, what would stand on a command line. */
    private static Map<String, List<String>> said(Path file) {
        Set<String> options = optionsOf(CommandSpec.forAnnotatedObject(new PipelineOptions()));
        Map<String, List<String>> said = new LinkedHashMap<>();
        lines(file).forEach((line, value) -> {
            int dot = line.indexOf('.');
            String option = line.substring(dot + 1);
            if (dot <= 0 || !options.contains(option)) {
                throw new IllegalArgumentException(
                        file + ": " + line + " must be the name of a pipeline, a dot and one of"
                                + " its options, but is not; the nearest is "
                                + (dot <= 0 ? "NAME" : line.substring(0, dot)) + "."
                                + NearestName.of(option, options) + ": correct it or take it out");
            }
            said.computeIfAbsent(line.substring(0, dot), name -> new ArrayList<>())
                    .add("--" + option + "=" + value);
        });
        return said;
    }

    private static Map<String, String> lines(Path file) {
        Properties lines = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            lines.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the file " + file + " must be a properties file but cannot be read (" + e + "); check --pipelines",
                    e);
        }
        return lines.stringPropertyNames().stream()
                .sorted()
                .collect(Collectors.toMap(
                        it -> it, it -> lines.getProperty(it).strip(), (one, other) -> one, LinkedHashMap::new));
    }

    static Set<String> optionsOf(CommandSpec spec) {
        return spec.options().stream().map(CommandTree::name).collect(Collectors.toSet());
    }

    private static PipelineOptions parsed(Path file, String name, List<String> args, CommandLine command) {
        PipelineOptions options = new PipelineOptions();
        CommandLine line = Units.registerOn(new CommandLine(options))
                .setDefaultValueProvider(it -> isOwnTopic(it, args) ? null : said(it, command));
        try {
            line.parseArgs(args.toArray(String[]::new));
            return options;
        } catch (ParameterException e) {
            throw new IllegalArgumentException(file + ": pipeline " + name + ": " + e.getMessage(), e);
        }
    }

    /** What a pipeline says of its topic is more than what the command was told of several. */
    private static boolean isOwnTopic(ArgSpec arg, List<String> args) {
        return ((OptionSpec) arg).longestName().equals("--fuse")
                && args.stream().anyMatch(it -> it.startsWith("--signals="));
    }

    /** What the command itself was told, as a flag or around it. */
    private static @Nullable String said(ArgSpec arg, CommandLine command) throws Exception {
        OptionSpec flag = command.getParseResult() == null
                ? null
                : command.getParseResult().matchedOption(((OptionSpec) arg).longestName());
        return flag != null && !flag.originalStringValues().isEmpty()
                ? flag.originalStringValues().get(0)
                : command.getDefaultValueProvider().defaultValue(arg);
    }
}

package dev.eddy.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is set outside the command line. Option {@code --some-name} is {@code EDDY_SOME_NAME} in the environment and
 * {@code some-name} in the properties file; the environment wins. {@code KAFKA_SOME_NAME} and {@code kafka.some.name}
 * are Kafka's {@code some.name}.
 *
 * @param environment variables of the process
 * @param properties lines of the file
 * @param file where they stand; empty for none
 */
record Surroundings(Map<String, String> environment, Map<String, String> properties, String file) {

    static final String CONFIG = "config";

    private static final String OURS = "EDDY_";
    private static final String KAFKA_VARIABLE = "KAFKA_";
    private static final String KAFKA_PROPERTY = "kafka.";

    /** Names that belong to the launcher script, the image and the tests. */
    private static final Set<String> NOT_OPTIONS = Set.of("java-opts", "home", "data");

    /** Reads the file that {@code --config} or {@code EDDY_CONFIG} names, if any. */
    static Surroundings of(Map<String, String> environment, String... args) {
        String file = configFile(args).orElse(environment.getOrDefault(OURS + "CONFIG", ""));
        return new Surroundings(environment, file.isEmpty() ? Map.of() : read(file), file);
    }

    private static Optional<String> configFile(String... args) {
        String flag = "--" + CONFIG;
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(flag + "=")) {
                return Optional.of(args[i].substring(flag.length() + 1));
            }
            if (args[i].equals(flag) && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> read(String file) {
        Properties lines = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of(file))) {
            lines.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the properties file " + file + " cannot be read (" + e + "); check --config or EDDY_CONFIG", e);
        }
        Map<String, String> properties = new TreeMap<>();
        lines.stringPropertyNames().forEach(name -> properties.put(name, lines.getProperty(name)));
        return properties;
    }

    /** The value of an option, named without its dashes. */
    Optional<String> value(String option) {
        return Optional.ofNullable(environment.get(variable(option)))
                .or(() -> Optional.ofNullable(properties.get(option)));
    }

    /** Where the value of an option stands. */
    Optional<String> source(String option) {
        if (environment.containsKey(variable(option))) {
            return Optional.of(variable(option));
        }
        return properties.containsKey(option) ? Optional.of(file) : Optional.empty();
    }

    /** What is handed to Kafka's clients as it is. */
    Map<String, String> kafka() {
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(KAFKA_PROPERTY)) {
                settings.put(name.substring(KAFKA_PROPERTY.length()), value);
            }
        });
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA_VARIABLE)) {
                settings.put(lower(name.substring(KAFKA_VARIABLE.length())).replace('_', '.'), value);
            }
        });
        return settings;
    }

    /** What names no option, all of it. */
    List<String> problems(Set<String> options) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(environment)
                .keySet().stream()
                        .filter(name -> name.startsWith(OURS) && !isOption(options, option(name)))
                        .map(name ->
                                unknown("environment variable", name, variable(NearestName.of(option(name), options))))
                        .forEach(problems::add);
        properties.keySet().stream()
                .filter(name -> !name.startsWith(KAFKA_PROPERTY) && !options.contains(name))
                .map(name -> unknown(file + ": property", name, NearestName.of(name, options)))
                .forEach(problems::add);
        return problems;
    }

    private static boolean isOption(Set<String> options, String name) {
        return options.contains(name) || NOT_OPTIONS.contains(name);
    }

    private static String unknown(String kind, String name, String nearest) {
        return kind + " '" + name + "' must name an option but names none; the nearest is '" + nearest
                + "': correct it or take it out";
    }

    private static String variable(String option) {
        return OURS + option.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String option(String variable) {
        return lower(variable.substring(OURS.length())).replace('_', '-');
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

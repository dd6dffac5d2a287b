package dev.eddy.trainer;

import dev.eddy.trainer.export.ServedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** What a model was fitted and proven with. */
final class Versions {

    private static final String TORCH = "/META-INF/maven/org.bytedeco/pytorch/pom.properties";

    private Versions() {}

    /** The version of each program by its name, the trainer first. */
    static Map<String, String> all() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("eddy-trainer", Main.VERSION.substring(Main.VERSION.indexOf(' ') + 1));
        versions.put("libtorch", torch());
        versions.put("ONNX Runtime", ServedModel.runtime());
        versions.put("Java", System.getProperty("java.version"));
        return versions;
    }

    /** All in one line. */
    static String line() {
        return all().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String torch() {
        try (InputStream in = Versions.class.getResourceAsStream(TORCH)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

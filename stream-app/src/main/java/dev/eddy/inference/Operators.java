package dev.eddy.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/**
 * Operators of ONNX that only compute, in a time that follows from the sizes of their tensors: none that draws chance, works
 * on text or sequences, or may loop without end.
 */
final class Operators {

    static final Set<String> ALLOWED = read();

    private Operators() {}

    private static Set<String> read() {
        try (InputStream names = Operators.class.getResourceAsStream("operators.txt")) {
            String text = new String(Objects.requireNonNull(names).readAllBytes(), StandardCharsets.UTF_8);
            return Set.of(text.strip().split("\\s+", -1));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of operators must be in the jar", e);
        }
    }
}

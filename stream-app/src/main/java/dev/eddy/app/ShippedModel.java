package dev.eddy.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The models that are in the jar, as the bytes of their files. */
public final class ShippedModel {

    private ShippedModel() {}

    /** Listens to the machines of the demo. */
    public static byte[] vibration() {
        return bytes("vibration.onnx");
    }

    /** Its hidden state is a digest of all that a key has sent. */
    static byte[] digest() {
        return bytes("/dev/eddy/chaos/digest.onnx");
    }

    private static byte[] bytes(String name) {
        try (InputStream model = ShippedModel.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(model, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the model " + name + " must be in the jar", e);
        }
    }
}

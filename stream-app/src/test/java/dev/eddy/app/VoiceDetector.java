package dev.eddy.app;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Silero VAD, which tells speech from silence: models that others made and published, as an npm package has them. The whole
 * of what a person reads of them elsewhere is here.
 *
 * @param version of the models
 * @param file in the package
 * @param sha256 of the file
 * @param context samples of before that stand in front of the new ones
 * @param states input and output of each hidden state
 * @param units numbers of a state in each of its two layers
 */
record VoiceDetector(int version, String file, String sha256, int context, Map<String, String> states, int units) {

    static final int RATE = 16_000;
    static final int HOP = 512;

    static final List<VoiceDetector> ALL = List.of(
            new VoiceDetector(
                    4,
                    "silero_vad_legacy.onnx",
                    "a35ebf52fd3ce5f1469b2a36158dba761bc47b973ea3382b3186ca15b1f5af28",
                    0,
                    Map.of("h", "hn", "c", "cn"),
                    64),
            new VoiceDetector(
                    5,
                    "silero_vad_v5.onnx",
                    "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f",
                    64,
                    Map.of("state", "stateN"),
                    128),
            new VoiceDetector(
                    6,
                    "silero_vad_v6.onnx",
                    "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3",
                    64,
                    Map.of("state", "stateN"),
                    128));

    private static final String PACKAGE = "@ricky0123/vad-web@0.0.31";
    private static final Path FOLDER = Path.of("target", "silero").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;

    @Override
    public String toString() {
        return "Silero VAD " + version;
    }

    /** The manifest that the house gives it. */
    Path sidecar() {
        return Path.of("examples", "silero-vad-v" + version + ".json").toAbsolutePath();
    }

    /** The model as it was published; skips the test where the package cannot be had. */
    Path model() throws Exception {
        Path model = FOLDER.resolve(file);
        if (!Files.exists(model)) {
            Files.createDirectories(FOLDER);
            require("npm", "pack", PACKAGE, "--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=1000");
            require("tar", "-xzf", "ricky0123-vad-web-0.0.31.tgz", "--strip-components=2", "package/dist/" + file);
        }
        if (!sha256(model).equals(sha256)) {
            throw new AssertionError(model + " must have the SHA-256 " + sha256 + " but has " + sha256(model)
                    + ": it is not what " + PACKAGE + " was, or was damaged; remove it");
        }
        return model;
    }

    private static void require(String... command) throws InterruptedException {
        Path log = FOLDER.resolve(command[0] + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            Assumptions.assumeTrue(
                    ended && process.waitFor() == 0,
                    () -> String.join(" ", command) + " failed, see " + log + ": is the npm registry within reach?");
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is not here (" + e.getMessage() + "): install it to try " + PACKAGE);
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** What it says of each 512 samples of one signal, in a plain loop over ONNX Runtime. */
    float[] probabilities(OrtSession session, float[] signal) throws OrtException {
        List<Float> probabilities = new ArrayList<>();
        float[] window = new float[context + HOP];
        Map<String, float[]> hidden = new HashMap<>();
        states.keySet().forEach(name -> hidden.put(name, new float[2 * units]));
        for (int from = 0; from + HOP <= signal.length; from += HOP) {
            System.arraycopy(window, HOP, window, 0, context);
            System.arraycopy(signal, from, window, context, HOP);
            probabilities.add(step(session, window, hidden));
        }
        float[] all = new float[probabilities.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = probabilities.get(i);
        }
        return all;
    }

    /** One window; the hidden states become those after it. */
    private float step(OrtSession session, float[] window, Map<String, float[]> hidden) throws OrtException {
        OrtEnvironment ort = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("input", OnnxTensor.createTensor(ort, FloatBuffer.wrap(window), new long[] {1, window.length}));
        inputs.put("sr", OnnxTensor.createTensor(ort, LongBuffer.wrap(new long[] {RATE}), new long[] {}));
        for (Map.Entry<String, float[]> state : hidden.entrySet()) {
            FloatBuffer values = FloatBuffer.wrap(state.getValue());
            inputs.put(state.getKey(), OnnxTensor.createTensor(ort, values, new long[] {2, 1, units}));
        }
        try (OrtSession.Result result = session.run(inputs)) {
            states.forEach((in, out) -> floats(result, out).get(hidden.get(in)));
            return floats(result, "output").get(0);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static FloatBuffer floats(OrtSession.Result result, String name) {
        return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    }
}

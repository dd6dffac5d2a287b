package dev.eddy.app;

import dev.eddy.inference.Device;
import dev.eddy.inference.InferenceException;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.model.ManifestException;
import dev.eddy.model.ModelManifest;
import dev.eddy.offline.OfflineScorer;
import dev.eddy.recording.Recording;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Opens damaged models and scores a little with those that open. How far it got stands in a file that outlives it: the
 * number of the model, how many were taken, how many refused, the most bytes resident.
 */
final class ModelTrial {

    private static final int PIECE = 1 << 20;

    private ModelTrial() {}

    /** Takes the file, the seed, and the numbers from and to. */
    public static void main(String[] args) throws IOException {
        Mutations mutations = new Mutations(
                List.of(Doors.resource("/dev/eddy/app/vibration.onnx"), Doors.resource("/dev/eddy/chaos/digest.onnx")),
                Long.parseLong(args[1]));
        try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            LongBuffer progress =
                    file.map(MapMode.READ_WRITE, 0, 4 * Long.BYTES).asLongBuffer();
            for (long number = Long.parseLong(args[2]); number < Long.parseLong(args[3]); number++) {
                progress.put(0, number);
                count(mutations.input(number), progress);
                progress.put(3, peakBytes());
            }
        }
    }

    private static void count(byte[] model, LongBuffer progress) {
        try {
            serve(model);
            progress.put(1, progress.get(1) + 1);
        } catch (InferenceException | ManifestException e) {
            progress.put(2, progress.get(2) + 1);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            System.out.println("fault " + progress.get(0) + ": " + e);
        }
    }

    private static void serve(byte[] model) {
        ModelFile file = ModelFile.of(model);
        try (OnnxModel opened = OnnxModel.open(file, Device.CPU)) {
            ModelManifest manifest = file.manifest();
            long values = (long) manifest.signal().channels()
                    * ((long) manifest.window().length() + manifest.window().hop());
            if (values < PIECE) {
                Recording silence = new Recording("a", 0, manifest.signal(), new float[(int) values]);
                new OfflineScorer(opened, 4).score(List.of(silence), scored -> {});
            }
        }
    }

    private static long peakBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}

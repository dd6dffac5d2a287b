package dev.eddy.inference;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * CUDA's libraries out of the class path, for a machine that has the driver alone: a build with the profile {@code
 * gpu-libraries} brings them along. What the class path does not have, the system is left to find.
 *
 * @param classPath where they may be
 * @param folder where they are unpacked, once for all processes
 * @param load loads one
 */
record CudaLibraries(ClassLoader classPath, Path folder, Consumer<Path> load) {

    /** Each after those that it needs; what is loaded is found by its name. */
    static final List<String> ORDER = List.of(
            "libcudart.so.12",
            "libnvJitLink.so.12",
            "libnvrtc-builtins.so.12.9",
            "libnvrtc.so.12",
            "libcublasLt.so.12",
            "libcublas.so.12",
            "libcurand.so.10",
            "libcufft.so.11",
            "libcudnn_graph.so.9",
            "libcudnn_ops.so.9",
            "libcudnn_heuristic.so.9",
            "libcudnn_engines_precompiled.so.9",
            "libcudnn_engines_runtime_compiled.so.9",
            "libcudnn_cnn.so.9",
            "libcudnn_adv.so.9",
            "libcudnn.so.9");

    static final String PLACE = "org/bytedeco/cuda/linux-x86_64/";

    /** Those of this process. */
    static CudaLibraries own() {
        return new CudaLibraries(
                CudaLibraries.class.getClassLoader(),
                Path.of(System.getProperty("user.home"), ".eddy", "cuda"),
                library -> System.load(library.toString()));
    }

    /**
     * Loads all that are there; again does no harm.
     *
     * @throws InferenceException when one cannot be unpacked
     * @throws UnsatisfiedLinkError when one cannot be loaded
     */
    void loadAll() {
        for (String name : ORDER) {
            URL found = classPath.getResource(PLACE + name);
            if (found != null) {
                load.accept(unpacked(found, name));
            }
        }
    }

    private Path unpacked(URL found, String name) {
        Path library = folder.resolve(name);
        try {
            URLConnection packed = found.openConnection();
            packed.setUseCaches(false);
            try (InputStream bytes = packed.getInputStream()) {
                if (!Files.exists(library) || Files.size(library) != packed.getContentLengthLong()) {
                    write(bytes, library);
                }
            }
            return library.toAbsolutePath();
        } catch (IOException e) {
            throw new InferenceException(
                    "CUDA's " + name + " must be unpacked into " + folder + " but cannot be (" + e
                            + "): see that it can be written and has 3 GB free, or build without -Pgpu-libraries",
                    e);
        }
    }

    /** Another process may do the same: the file is whole whenever it is there. */
    private void write(InputStream bytes, Path library) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "library", ".part");
        try {
            Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}

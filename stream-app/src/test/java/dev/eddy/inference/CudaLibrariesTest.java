package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLibrariesTest {

    @TempDir
    private Path packed;

    @TempDir
    private Path folder;

    private final List<String> loaded = new ArrayList<>();

    @Test
    void exampleUsage() throws IOException {
        pack("libcudnn.so.9", "libcublas.so.12", "libcudart.so.12", "libcublasLt.so.12", "libcudnn_graph.so.9");

        load();

        assertThat(loaded)
                .containsExactly(
                        "libcudart.so.12",
                        "libcublasLt.so.12",
                        "libcublas.so.12",
                        "libcudnn_graph.so.9",
                        "libcudnn.so.9");
    }

    @Test
    void shouldLeaveToTheSystemWhatIsNotThere() throws IOException {
        load();

        assertThat(loaded).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldUnpackOnceWhatIsWhole() throws IOException {
        pack("libcudart.so.12", "libcublas.so.12");
        load();
        Path whole = folder.resolve("libcudart.so.12");
        FileTime past = FileTime.fromMillis(0);
        Files.setLastModifiedTime(whole, past);
        Path torn = Files.writeString(folder.resolve("libcublas.so.12"), "lib");

        load();

        assertThat(Files.getLastModifiedTime(whole)).isEqualTo(past);
        assertThat(torn).hasContent("libcublas.so.12");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldSayWhereThereIsNoRoom() throws IOException {
        pack("libcudart.so.12");
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> load(file.resolve("cuda")))
                .withMessageStartingWith("CUDA's libcudart.so.12 must be unpacked into " + file)
                .withMessageEndingWith("or build without -Pgpu-libraries");
    }

    private void pack(String... names) throws IOException {
        Path place = Files.createDirectories(packed.resolve(CudaLibraries.PLACE));
        for (String name : names) {
            Files.writeString(place.resolve(name), name);
        }
    }

    private void load() throws IOException {
        load(folder);
    }

    private void load(Path into) throws IOException {
        try (URLClassLoader classPath =
                new URLClassLoader(new URL[] {packed.toUri().toURL()}, null)) {
            new CudaLibraries(classPath, into, it -> loaded.add(it.getFileName().toString())).loadAll();
        }
    }
}

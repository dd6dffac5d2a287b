package dev.eddy.trainer.data;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads sources the way an experiment does. */
final class Sources {

    private Sources() {}

    /** The source that {@code data: {…}} describes. */
    static DataSource of(String data) {
        try {
            Path file = Files.createTempFile("data", ".yaml");
            try {
                Files.writeString(file, "data: {" + data + "}");
                return YamlFile.read(file, fields -> fields.object("data").read(Sources::read));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataSource read(Fields fields) {
        return DataSource.read(fields, Map.of());
    }

    /** The data set that needs no files which {@code data: {…}} describes. */
    static DataSet load(String data) {
        try {
            return of(data).load(Path.of("nowhere"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

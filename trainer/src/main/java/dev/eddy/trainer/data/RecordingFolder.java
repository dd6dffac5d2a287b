package dev.eddy.trainer.data;

import dev.eddy.recording.RecordingException;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A user's own recordings: a folder of WAV or CSV files, one recording each, and {@code labels.csv}, as
 * {@link DataSetFolder} writes it. Every file is read once to be checked, and again whenever its turn comes.
 *
 * @param path the folder, relative to the folder of all data sets
 * @param rate samples per second (Hz) of files that do not say so; 0 where all do
 * @param targets columns of the CSV files that are not inputs but numbers to be predicted
 * @param partition which groups are the test part, where {@code labels.csv} does not say so
 */
record RecordingFolder(Path path, double rate, List<String> targets, Partition partition) implements DataSource {

    static RecordingFolder of(Fields fields) {
        return new RecordingFolder(
                Path.of(fields.text("path")),
                fields.number("rate", 0, SignalSpec.MAX_RATE, 0),
                fields.texts("targets", List.of()),
                Partition.read(fields));
    }

    @Override
    public DataSet load(Path folder) throws IOException {
        Path root = folder.resolve(path).normalize();
        Problems problems = new Problems(root.toString());
        problems.require(
                Files.isDirectory(root), "the folder must be there but is not; mend data.path, data.folder or --data");
        problems.throwIfAny();
        List<Path> paths = paths(root);
        problems.require(!paths.isEmpty(), "the folder must hold .wav or .csv recordings but has none; put them there");
        Labels labels = labels(root, paths, problems);
        List<RecordingFile> files = scan(paths, problems);
        files.forEach(file -> requireWithin(file, labels, problems));
        Columns columns = Columns.of(files, targets, problems);
        problems.throwIfAny();
        return columns.dataSet(root.getFileName().toString(), files, labels);
    }

    @Override
    public boolean isOwn() {
        return true;
    }

    @Override
    public String split() {
        return partition.phrase();
    }

    private static List<Path> paths(Path root) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(RecordingFile::isRecording).sorted().toList();
        }
    }

    private Labels labels(Path root, List<Path> paths, Problems problems) {
        List<LabelRow> rows = new LabelFile(root.resolve(LabelFile.NAME), RecordingFolder::sample, problems).rows();
        Labels labels = Labels.of(rows, partition, problems);
        Set<String> keys = new HashSet<>();
        for (Path file : rows.isEmpty() ? List.<Path>of() : paths) {
            String key = RecordingFile.key(file);
            problems.require(
                    keys.add(key),
                    "%s must have a name of its own but another file is named so too; rename it"
                            .formatted(file.getFileName()));
            problems.require(
                    !labels.rows(key).isEmpty(),
                    "%s must have a row in %s but has none; add one, with a blank label if it is not known"
                            .formatted(file.getFileName(), LabelFile.NAME));
        }
        for (String recording : labels.recordings()) {
            problems.require(
                    keys.contains(recording),
                    "%s: there must be a file %s.wav or %s.csv but there is none; add it or delete the row"
                            .formatted(labels.rows(recording).get(0).place(), recording, recording));
        }
        return labels;
    }

    private static void requireWithin(RecordingFile file, Labels labels, Problems problems) {
        for (LabelRow row : labels.rows(file.key())) {
            problems.require(
                    row.from() < file.length() && (row.to() == LabelRow.OPEN || row.to() <= file.length()),
                    "%s: from and to must lie within the %d samples of the recording but are %d and %s; mend them, or leave to blank"
                            .formatted(
                                    row.place(),
                                    file.length(),
                                    row.from(),
                                    row.to() == LabelRow.OPEN ? "blank" : row.to()));
        }
    }

    private static long sample(String cell) {
        if (!cell.matches("\\d{1,10}")) {
            throw new IllegalArgumentException("the number of a sample, from 0");
        }
        return Long.parseLong(cell);
    }

    private List<RecordingFile> scan(List<Path> paths, Problems problems) {
        List<RecordingFile> files = new ArrayList<>();
        for (Path file : paths) {
            try {
                files.add(RecordingFile.scan(file, rate));
            } catch (RecordingException | IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return files;
    }
}

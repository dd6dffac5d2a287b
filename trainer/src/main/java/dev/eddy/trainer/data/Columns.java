package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Problems;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which columns of some files are inputs, and which are targets.
 *
 * @param signal of the inputs
 * @param names of all columns
 * @param inputs indices of the inputs
 * @param targets indices of the targets
 */
record Columns(SignalSpec signal, List<String> names, int[] inputs, int[] targets) {

    /** Compares all files with the first one. Where there is a problem, the result must not be used. */
    static Columns of(List<RecordingFile> files, List<String> targets, Problems problems) {
        if (files.isEmpty()) {
            return new Columns(new SignalSpec(1, 1), List.of(), new int[0], new int[0]);
        }
        RecordingFile first = files.get(0);
        files.forEach(file -> requireSame(file, first, problems));
        List<String> names = first.columns();
        for (String target : targets) {
            problems.require(
                    names.contains(target),
                    "data.targets: %s must be a column of the files but %s has %s; mend the name"
                            .formatted(target, first.path().getFileName(), names));
        }
        int[] inputs = indices(names, targets, false);
        problems.require(
                inputs.length > 0,
                "data.targets must leave a column as input but names all of %s; take one out".formatted(names));
        SignalSpec signal =
                new SignalSpec(Math.max(1, inputs.length), first.signal().sampleRate());
        return new Columns(signal, names, inputs, indices(names, targets, true));
    }

    private static int[] indices(List<String> names, Collection<String> targets, boolean wanted) {
        return IntStream.range(0, names.size())
                .filter(i -> targets.contains(names.get(i)) == wanted)
                .toArray();
    }

    private static void requireSame(RecordingFile file, RecordingFile first, Problems problems) {
        problems.require(
                file.columns().equals(first.columns()),
                "%s must have the columns %s of %s but has %s; give all files the same columns in the same order"
                        .formatted(name(file), first.columns(), name(first), file.columns()));
        problems.require(
                file.signal().sampleRate() == first.signal().sampleRate(),
                "%s must have the sample rate %s Hz of %s but has %s; resample it, or set data.rate if the times are rounded"
                        .formatted(
                                name(file),
                                first.signal().sampleRate(),
                                name(first),
                                file.signal().sampleRate()));
    }

    private static Object name(RecordingFile file) {
        return file.path().getFileName();
    }

    DataSet dataSet(String name, List<RecordingFile> files, Labels labels) {
        List<Entry> entries = files.stream().map(file -> entry(file, labels)).toList();
        boolean audio = files.stream().allMatch(RecordingFile::audio);
        return new DataSet(name, signal, named(inputs), labels.names(), named(targets), audio, entries);
    }

    private List<String> named(int[] columns) {
        return IntStream.of(columns).mapToObj(names::get).toList();
    }

    private Entry entry(RecordingFile file, Labels labels) {
        String key = file.key();
        LabelTrack track = labels.track(key, file.length(), Math::toIntExact);
        String group = labels.group(key);
        Split split = labels.split(key);
        return new Entry(key, split, group, () -> {
            Recording all = file.open();
            Recording recording = new Recording(key, all.startMicros(), signal, take(all, inputs));
            return new LabelledRecording(recording, split, group, track, take(all, targets));
        });
    }

    private float[] take(Recording all, int[] columns) {
        float[] taken = new float[all.length() * columns.length];
        for (int i = 0; i < taken.length; i++) {
            int sample = i / columns.length;
            taken[i] = all.values()[sample * names.size() + columns[i % columns.length]];
        }
        return taken;
    }
}

package dev.eddy.trainer.topic;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.LabelTrack;
import dev.eddy.trainer.data.LabelledRecording;
import dev.eddy.trainer.data.Labels;
import dev.eddy.trainer.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the streams of a topic and their labels together.
 *
 * @param topic its name
 * @param reading what the events become
 */
record TopicDataSet(String topic, TopicSource.Reading reading) {

    DataSet read(TopicReader reader, TopicRecordings recordings, Path folder) throws IOException {
        Problems problems = new Problems("topic " + topic);
        reader.read(recordings::accept);
        if (!recordings.passedOver().isEmpty()) {
            System.err.printf("topic %s: passed over events that cannot be used: %s%n", topic, recordings.passedOver());
        }
        List<Stretch> stretches = recordings.stretches();
        problems.require(
                !stretches.isEmpty(),
                "must hold an event that can be used but has none (passed over: %s); produce signals to it"
                        .formatted(recordings.passedOver()));
        problems.throwIfAny();
        Labels labels = labels(stretches, folder, problems);
        requireTimes(stretches, labels, problems);
        SignalSpec signal = stretches.get(0).signal();
        List<String> channels = channels(signal.channels(), problems);
        problems.throwIfAny();
        List<Entry> entries = stretches.stream()
                .filter(stretch -> labels.recordings().contains(stretch.key()))
                .map(stretch -> entry(stretch, labels))
                .toList();
        return new DataSet(topic, signal, channels, labels.names(), List.of(), false, entries);
    }

    private Labels labels(List<Stretch> stretches, Path folder, Problems problems) {
        Set<String> keys = new TreeSet<>(stretches.stream().map(Stretch::key).toList());
        if (reading.labels().isEmpty()) {
            return Labels.unlabelled(keys, reading.partition(), problems);
        }
        Path file = folder.resolve(reading.labels().get());
        Labels labels = Labels.ofTimes(file, reading.partition(), problems);
        for (String key : labels.recordings()) {
            problems.require(
                    keys.contains(key),
                    "%s names the key %s but the topic has no such key; mend or delete its rows".formatted(file, key));
        }
        return labels;
    }

    /** Times in another unit miss every sample: that must not pass for a stream without labels. */
    private static void requireTimes(List<Stretch> stretches, Labels labels, Problems problems) {
        Map<String, List<Stretch>> streams = stretches.stream()
                .filter(stretch -> labels.isLabelled(stretch.key()))
                .collect(Collectors.groupingBy(Stretch::key, TreeMap::new, Collectors.toList()));
        streams.forEach((key, stream) -> problems.require(
                stream.stream()
                        .anyMatch(stretch -> !track(stretch, labels).spans().isEmpty()),
                "labels of key %s must be at times from %d, its first sample, on (microseconds) but none is; mend from and to"
                        .formatted(key, stream.get(0).startMicros())));
    }

    private static LabelTrack track(Stretch stretch, Labels labels) {
        return labels.track(stretch.key(), stretch.length(), stretch::sample);
    }

    private List<String> channels(int count, Problems problems) {
        List<String> given = reading.channels();
        problems.require(
                given.isEmpty() || given.size() == count,
                "data.channels must name the %d channels of the signal but is %s; name each one"
                        .formatted(count, given));
        return given.isEmpty()
                ? IntStream.range(0, count).mapToObj(i -> "channel" + i).toList()
                : given;
    }

    private static Entry entry(Stretch stretch, Labels labels) {
        LabelTrack track = track(stretch, labels);
        String group = labels.group(stretch.key());
        Split split = labels.split(stretch.key());
        return new Entry(
                stretch.name(), split, group, () -> new LabelledRecording(stretch.recording(), split, group, track));
    }
}

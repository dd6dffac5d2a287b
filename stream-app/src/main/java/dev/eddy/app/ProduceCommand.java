package dev.eddy.app;

import dev.eddy.event.Encoding;
import dev.eddy.event.SampleCodec;
import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends recordings to a topic as signal chunks. */
@Command(
        name = "produce",
        description = {
            "Sends WAV and CSV recordings to a topic, cut into chunks.",
            "",
            "A CSV file has a header row. Its column 'time' (an instant like 2026-01-31T12:00:00Z, or microseconds since "
                    + "1970) and its column 'key' (the stream a line belongs to) may be left out; every other column is a "
                    + "channel. Several recordings are sent side by side, those of one key one after the other.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy produce --input pump.wav --speed realtime",
            "      one stream named 'pump', as fast as it was recorded",
            "  eddy produce --input press.csv --rate 1000 --chunk 32 --key press-7",
            "      a CSV file without times, 1000 lines a second, 32 lines in an event"
        })
final class ProduceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recordings, .wav or .csv.")
    private List<Path> inputs;

    @Option(names = "--topic", defaultValue = "signals", description = "Where to (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--key",
            defaultValue = "",
            description = "The stream that they belong to; by default the file's name without .wav or .csv.")
    private String key;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "0",
            description = "Samples per second, for CSV files without a column 'time'.")
    private double rate;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            defaultValue = "now",
            description = "Time of the first sample where the file gives none: 'now', or like 2026-01-31T12:00:00Z "
                    + "(default: ${DEFAULT-VALUE}).")
    private String start;

    @Option(
            names = "--chunk",
            paramLabel = "LENGTH",
            defaultValue = "100ms",
            description = "Signal per event: samples, like 32, or a duration (default: ${DEFAULT-VALUE}).")
    private ChunkLength chunk;

    @Option(
            names = "--encoding",
            defaultValue = "f32le",
            description =
                    "How samples are packed: f32le keeps every bit, pcm_s16le halves the size and clips to [-1, 1) "
                            + "(default: ${DEFAULT-VALUE}).")
    private Encoding encoding;

    @Option(
            names = "--speed",
            defaultValue = "full",
            description = "realtime: as it was recorded; full: as fast as Kafka takes it (default: ${DEFAULT-VALUE}).")
    private Speed speed;

    @Option(
            names = "--end-of-event",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether the hidden state starts anew after each recording (default: it does).")
    private boolean endOfEvent;

    @Override
    public Integer call() throws InterruptedException {
        List<Recording> recordings = Playlist.inTurn(read());
        if (kafka.registryIsPrivate()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "eddy: a mock:// registry is known to this process only: give --schema-registry http://HOST:PORT"
                                    + " for events that others can read");
        }
        try (SignalProducer producer = new SignalProducer(kafka.target(), topic)) {
            String sent = send(new Playlist(recordings, chunk), recordings, producer);
            spec.commandLine().getOut().println(sent);
        }
        return spec.exitCodeOnSuccess();
    }

    private List<Recording> read() {
        ReadOptions options = new ReadOptions(key, rate, startMicros());
        List<Recording> recordings = new ArrayList<>();
        inputs.forEach(file -> recordings.addAll(Recordings.read(file, options)));
        return recordings;
    }

    private long startMicros() {
        Instant first = start.equals("now") ? Instant.now() : Instant.parse(start);
        return ChronoUnit.MICROS.between(Instant.EPOCH, first);
    }

    private String send(Playlist playlist, List<Recording> recordings, SignalProducer producer)
            throws InterruptedException {
        long first = recordings.stream().mapToLong(Recording::startMicros).min().orElse(0);
        Pace pace = speed == Speed.FULL ? Pace.FULL : Pace.realtime(first);
        long total = recordings.stream().mapToLong(Recording::length).sum();
        long chunks = 0;
        long samples = 0;
        try (Progress progress = Progress.of("produce", total)) {
            while (playlist.hasNext()) {
                Piece piece = playlist.next();
                pace.await(piece.endMicros());
                send(piece, producer);
                chunks++;
                samples += piece.to() - piece.from();
                progress.at(samples);
            }
            producer.flush();
        }
        return String.format(Locale.ROOT, "%d chunks with %d samples sent to %s", chunks, samples, topic);
    }

    private void send(Piece piece, SignalProducer producer) {
        Recording recording = piece.recording();
        SampleCodec codec = new SampleCodec(recording.signal(), recording.length());
        producer.send(recording.key(), codec.encode(piece.samples(endOfEvent), encoding));
    }
}

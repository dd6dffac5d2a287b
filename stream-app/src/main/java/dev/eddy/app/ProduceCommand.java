package dev.eddy.app;

import dev.eddy.event.Encoding;
import dev.eddy.event.SignalFormat;
import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import dev.eddy.signal.Micros;
import dev.eddy.source.ChunkLength;
import dev.eddy.source.LiveInput;
import dev.eddy.source.Piece;
import dev.eddy.source.Playlist;
import dev.eddy.source.Position;
import dev.eddy.source.Progress;
import dev.eddy.source.Sender;
import dev.eddy.source.SignalProducer;
import dev.eddy.source.Speed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends recordings to a topic as signal chunks. */
@Command(
        name = "produce",
        description = {
            "Sends WAV and CSV recordings, or a signal that is still going on, to a topic, cut into chunks.",
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
            "      a CSV file without times, 1000 lines a second, 32 lines in an event",
            "  eddy produce --input day.csv --speed realtime --resume day.position",
            "      broken off and given again, it goes on where it was",
            "  arecord -t raw -f S16_LE -r 16000 | eddy produce --input - --raw pcm_s16le --rate 16000 --key hall",
            "      what another program hears, as it comes"
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
            description = "Recordings, .wav or .csv; or '-' for lines of CSV on standard input, or 'microphone'.")
    private List<Path> inputs;

    @Option(names = "--topic", defaultValue = "signals", description = "Where to (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--key",
            defaultValue = "",
            description = "The stream that they belong to; by default the file's name without .wav or .csv, or stdin, "
                    + "or microphone.")
    private String key;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "0",
            description =
                    "Samples per second, for bare samples, for lines and CSV files without a column 'time', and for the "
                            + "microphone (16000).")
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
            names = "--format",
            defaultValue = "avro",
            description =
                    "How events are written, as 'eddy run --format' reads them: avro, readings (each sample one), json, "
                            + "pcm (16 bits, clipped to [-1, 1)) (default: ${DEFAULT-VALUE}).")
    private SignalFormat format;

    @Option(
            names = "--speed",
            defaultValue = "full",
            description = "realtime: as it was recorded; full: as fast as Kafka takes it (default: ${DEFAULT-VALUE}).")
    private Speed speed;

    @Option(
            names = "--raw",
            paramLabel = "ENCODING",
            description = "Standard input has no lines but bare samples, f32le or pcm_s16le, channels side by side.")
    private @Nullable Encoding raw;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of bare samples and of the microphone (default: ${DEFAULT-VALUE}).")
    private int channels;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "1000000h",
            showDefaultValue = Visibility.NEVER,
            description = "Stop after so much signal of standard input or the microphone, like 20s.")
    private Duration longest;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Keep in this file how far the recordings have come, and go on there if it is there already.")
    private @Nullable Path resume;

    @Option(
            names = "--end-of-event",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether the hidden state starts anew after each recording (default: it does).")
    private boolean endOfEvent;

    @Override
    public Integer call() throws InterruptedException {
        boolean live = LiveInput.isIn(inputs);
        requireOptionsThatGoTogether(live);
        String sent = live ? sendLive() : sendRecordings();
        spec.commandLine().getOut().println(sent);
        return spec.exitCodeOnSuccess();
    }

    private void requireOptionsThatGoTogether(boolean live) {
        require(!live || inputs.size() == 1, "'-' and 'microphone' must be the only --input");
        require(!live || resume == null, "--resume is for recordings: what is still going on cannot be heard again");
        require(!live || speed == Speed.FULL, "--speed is for recordings: what is still going on has its own");
        require(raw == null || inputs.contains(LiveInput.STANDARD_INPUT), "--raw is for standard input: --input -");
        require(raw == null || rate > 0, "bare samples must be given their sample rate: --rate HZ");
    }

    private void require(boolean rule, String message) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private String sendLive() throws InterruptedException {
        LiveInput input =
                new LiveInput(new ReadOptions(key, rate, startMicros()), Optional.ofNullable(raw), channels, longest);
        Iterator<Piece> pieces = input.pieces(inputs.get(0), chunk);
        return send(pieces, Optional.empty(), 0);
    }

    private String sendRecordings() throws InterruptedException {
        Optional<Position> kept =
                Optional.ofNullable(resume).map(file -> Position.at(file, inputs + " to " + topic, startMicros()));
        long first = kept.map(Position::startMicros).orElseGet(this::startMicros);
        List<Recording> recordings = Recordings.readAll(inputs, new ReadOptions(key, rate, first));
        long total = recordings.stream().mapToLong(Recording::length).sum();
        return send(new Playlist(Playlist.inTurn(recordings), chunk), kept, total);
    }

    /** The total is 0 where nobody knows it. */
    private String send(Iterator<Piece> pieces, Optional<Position> kept, long total) throws InterruptedException {
        try (SignalProducer producer = new SignalProducer(kafka.target(), topic, format);
                Progress progress = total == 0 ? new Progress.Silent() : Progress.of("produce", total)) {
            Sender sender = new Sender(producer, encoding, endOfEvent, speed, kept, progress);
            return sender.send(pieces) + " to " + topic;
        }
    }

    private long startMicros() {
        Instant first = start.equals("now") ? Instant.now() : Instant.parse(start);
        return Micros.of(first);
    }
}

package dev.eddy.app;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.admin.AdminServer;
import dev.eddy.admin.Exposition;
import dev.eddy.admin.LiveFeed;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Flag;
import dev.eddy.event.Prediction;
import dev.eddy.event.RefusedChunkException;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.UnreadableEventException;
import dev.eddy.inference.ModelFile;
import dev.eddy.model.ManifestException;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recording;
import dev.eddy.recording.RecordingException;
import dev.eddy.recording.Recordings;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** All doors but that of the models, which are tried in a process of its own. */
final class Doors implements AutoCloseable {

    private static final RegistryConfig REGISTRY = RegistryConfig.of("mock://doors");
    private static final SignalSpec SIGNAL = VibrationMachine.SIGNAL;
    private static final int SLOW_MILLIS = 20_000;

    private final Path folder;
    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, REGISTRY);
    private final EventSerde<Prediction> predictions = EventSerde.of(Prediction.class, REGISTRY);
    private final SourceDoors sources = new SourceDoors();
    private final SampleCodec samples = new SampleCodec(SIGNAL, 1 << 20);
    private final ModelManifest manifest =
            ModelFile.of(resource("/dev/eddy/app/vibration.onnx")).manifest();
    private final KeyStateCodec states =
            new KeyStateCodec(manifest.signal(), manifest.window(), manifest.initialState());
    private final AdminServer admin;

    Doors(Path folder) {
        this.folder = folder;
        MetricRegistry metrics = new MetricRegistry();
        AdminServer.Sources sources = new AdminServer.Sources(
                new Well(),
                new Exposition(Map.of("", metrics), List.of()),
                () -> Map.of("threads", List.of()),
                List.of(new AdminServer.View(
                        "", "", List.of(metrics), () -> ManifestJson.write(manifest), new LiveFeed())));
        this.admin = AdminServer.start(new AdminServer.Address("127.0.0.1", 0), sources);
    }

    List<Door> all() {
        List<Door> doors = new ArrayList<>(sources.all());
        doors.addAll(List.of(
                new Door(
                        "signal chunk",
                        chunkBytes(),
                        Door.refusing(
                                bytes -> samples.decode(Objects.requireNonNull(
                                        chunks.deserializer().deserialize("signals", bytes))),
                                Set.of(UnreadableEventException.class, RefusedChunkException.class))),
                new Door(
                        "prediction",
                        List.of(predictionBytes()),
                        Door.refusing(
                                bytes -> predictions.deserializer().deserialize("predictions", bytes),
                                Set.of(UnreadableEventException.class))),
                new Door(
                        "manifest",
                        manifestBytes(),
                        Door.refusing(
                                bytes -> ManifestJson.read(new String(bytes, StandardCharsets.UTF_8)),
                                Set.of(ManifestException.class))),
                new Door(
                        "state of a key",
                        stateBytes(),
                        Door.refusing(this::useState, Set.of(CorruptStateException.class))),
                new Door(
                        "CSV file",
                        csvBytes(),
                        Door.refusing(bytes -> read("fuzz.csv", bytes), Set.of(RecordingException.class))),
                new Door(
                        "WAV file",
                        wavBytes(),
                        Door.refusing(bytes -> read("fuzz.wav", bytes), Set.of(RecordingException.class))),
                new Door(
                        "properties file",
                        propertiesBytes(),
                        Door.refusing(
                                bytes -> Surroundings.of(Map.of(
                                        "EDDY_CONFIG",
                                        file("fuzz.properties", bytes).toString())),
                                Set.of(IllegalArgumentException.class))),
                new Door("HTTP request", httpBytes(), this::answers)));
        return doors;
    }

    static byte[] resource(String name) {
        try (InputStream in = Doors.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<byte[]> chunkBytes() {
        Samples some = new Samples(5_000_000, new VibrationMachine(1).next(32).values(), true);
        return List.of(
                chunks.serializer().serialize("signals", samples.encode(some, Encoding.F32LE)),
                chunks.serializer().serialize("signals", samples.encode(some, Encoding.PCM_S16LE)),
                predictionBytes());
    }

    private byte[] predictionBytes() {
        Prediction prediction = Prediction.newBuilder()
                .setModel("vibration")
                .setModelVersion("1")
                .setEpoch(2)
                .setStep(17)
                .setWindowStart(Instant.EPOCH)
                .setWindowEnd(Instant.ofEpochMilli(250))
                .setLabel("normal")
                .setScores(new TreeMap<>(Map.of("normal", 0.9f, "bearing", 0.1f)))
                .setValues(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}))
                .setFlags(List.of(Flag.FIRST_OF_EPOCH))
                .build();
        return predictions.serializer().serialize("predictions", prediction);
    }

    private List<byte[]> manifestBytes() {
        ModelManifest other =
                ModelFile.of(resource("/dev/eddy/chaos/digest.onnx")).manifest();
        return List.of(utf8(ManifestJson.write(manifest)), utf8(ManifestJson.write(other)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<byte[]> stateBytes() {
        KeyState heard = states.fresh();
        heard.accept(new Samples(5_000_000, new VibrationMachine(1).next(32).values(), false));
        return List.of(states.write(states.fresh()), states.write(heard));
    }

    /** Every second one gets the checksum that belongs to it, or nothing would be read behind that. A state is used, too. */
    private void useState(byte[] bytes) {
        if (bytes.length > 4 && bytes[bytes.length - 1] % 2 == 0) {
            CRC32 crc = new CRC32();
            crc.update(bytes, 0, bytes.length - 4);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, (int) crc.getValue());
        }
        KeyState state = states.read(bytes);
        state.accept(new Samples(6_000_000, new VibrationMachine(2).next(250).values(), false));
        for (Optional<Window> next = state.begin(); next.isPresent(); next = state.begin()) {
            state.skip();
        }
        states.write(state);
    }

    private List<byte[]> csvBytes() {
        return List.of(
                written("good.csv"),
                utf8("time,key,x\n2026-01-31T12:00:00Z,a,1\n2026-01-31T12:00:01Z,a,\"2\"\n"),
                utf8("x,y\n1,2\n3,4e-3\n"));
    }

    private List<byte[]> wavBytes() {
        return List.of(written("good.wav"));
    }

    private byte[] written(String name) {
        Path file = folder.resolve(name);
        float[] values = new VibrationMachine(3).next(40).values();
        Recordings.write(file, List.of(new Recording("a", 5_000_000, SIGNAL, values)));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String name, byte[] bytes) throws IOException {
        Recordings.read(file(name, bytes), new ReadOptions("", 0, 5_000_000));
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static List<byte[]> propertiesBytes() {
        return List.of(utf8("# comment\nbatch-limit = 7\nkafka.sasl.mechanism=PLAIN\\\n  more\nkey\\u00e9: value\n"));
    }

    private static List<byte[]> httpBytes() {
        return List.of(
                utf8("GET /health/ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                utf8("GET /live/keys?search=mach%20ine&limit=5 HTTP/1.1\r\nHost: a:1\r\nAccept: */*\r\n\r\n"),
                utf8("GET /live/events?key=a&key=b HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 5\r\n\r\n"),
                utf8("POST /model HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"),
                utf8("PUT /metrics HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
                utf8(
                        "GET /page.js HTTP/1.1\r\nHost: a\r\nRange: bytes=0-9\r\nIf-None-Match: \"x\"\r\nCookie: a=b\r\n\r\n"));
    }

    /** Any answer will do, and none, but that something went wrong inside. */
    private boolean answers(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            socket.setSoTimeout(SLOW_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            if (status.endsWith(" 500")) {
                throw new IllegalStateException("the admin port answers " + status);
            }
            return status.endsWith(" 200");
        } catch (SocketException e) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close();
        sources.close();
        chunks.close();
        predictions.close();
    }
}

package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the documents give to those who write Python is understood by Java, and the other way round. */
@Timeout(60)
class PythonExampleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMPORT = "import sys; sys.path.insert(0, 'examples'); import eddy_events as e; ";
    private static final int SCHEMA_ID = 7;

    @BeforeAll
    static void findPython() throws Exception {
        boolean there;
        try {
            there = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "python3 must be installed for the example in Python but is not");
    }

    private static byte[] python(String program, byte[] input) throws Exception {
        Process process = new ProcessBuilder("python3", "-B", "-c", IMPORT + program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }

    @Test
    void shouldWriteChunksThatJavaReads() throws Exception {
        String answer = JSON.writeValueAsString(
                Map.of("id", SCHEMA_ID, "schema", SignalChunk.getClassSchema().toString()));
        try (FakeRegistry registry = FakeRegistry.answering(200, answer);
                EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, RegistryConfig.of(registry.url()))) {
            byte[] value = python(
                    "id = e.register('" + registry.url()
                            + "', 'signals-value', 'src/main/avro/SignalChunk.avsc'); "
                            + "chunk = e.signal_chunk(id, 1700000000000001, 12.5, [[0.5, -2], [3, 4.25], [5, 6]], True, True); "
                            + "sys.stdout.buffer.write(chunk)",
                    new byte[0]);

            SignalChunk chunk = serde.deserializer().deserialize("signals", value);

            ByteBuffer samples = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            for (float each : new float[] {0.5f, -2, 3, 4.25f, 5, 6}) {
                samples.putFloat(each);
            }
            assertThat(chunk)
                    .isEqualTo(new SignalChunk(
                            Instant.ofEpochSecond(1_700_000_000, 1000),
                            12.5,
                            2,
                            Encoding.F32LE,
                            samples.flip(),
                            true,
                            true));
            assertThat(registry.requests().get(0)).startsWith("POST /subjects/signals-value/versions ");
        }
    }

    @Test
    void shouldReadPredictionsThatJavaWrites() throws Exception {
        Prediction prediction = Events.prediction();
        byte[] value;
        try (FakeRegistry registry = FakeRegistry.answering(200, "{\"id\":" + SCHEMA_ID + "}");
                EventSerde<Prediction> serde = EventSerde.of(Prediction.class, RegistryConfig.of(registry.url()))) {
            value = serde.serializer().serialize("predictions", prediction);
        }

        byte[] said = python("import json; print(json.dumps(e.prediction(sys.stdin.buffer.read())))", value);

        float output = prediction.getValues().order(ByteOrder.LITTLE_ENDIAN).getFloat(0);
        assertThat(JSON.readTree(said))
                .isEqualTo(JSON.readTree("""
                {"model": "digits", "modelVersion": "3", "epoch": 2, "step": 17, "windowStart": 0, "windowEnd": 250000,
                 "label": "sieben\u2026", "scores": {"sieben\u2026": %s, "eins": %s}, "values": [%s],
                 "flags": ["FIRST_OF_EPOCH"], "began": "SILENCE"}
                """.formatted((double) 0.9f, (double) 0.1f, (double) output)));
    }
}

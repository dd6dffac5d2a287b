package dev.eddy.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Events and frames to test with. */
final class Events {

    private Events() {}

    static SignalChunk chunk() {
        ByteBuffer samples = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 32; i++) {
            samples.putFloat((float) Math.sin(i));
        }
        return new SignalChunk(
                Instant.parse("2026-11-21T10:00:00.000123Z"), 16000.0, 1, Encoding.F32LE, samples.flip(), true, false);
    }

    static Prediction prediction() {
        return Prediction.newBuilder()
                .setModel("digits")
                .setModelVersion("3")
                .setEpoch(2)
                .setStep(17)
                .setWindowStart(Instant.EPOCH)
                .setWindowEnd(Instant.ofEpochMilli(250))
                .setLabel("sieben\u2026")
                .setScores(Map.of("sieben\u2026", 0.9f, "eins", 0.1f))
                .setValues(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}))
                .setFlags(List.of(Flag.FIRST_OF_EPOCH))
                .setBegan(Began.SILENCE)
                .build();
    }

    static byte[] frame(int schemaId, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(body)
                .array();
    }

    static byte[] encode(Schema writerSchema, GenericRecord event) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            new GenericDatumWriter<GenericRecord>(writerSchema).write(event, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }
}

package dev.eddy.recording;

import dev.eddy.signal.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The {@code fmt} chunk of a WAV file (Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0",
 * and WAVEFORMATEXTENSIBLE).
 *
 * @param encoding how a value is packed
 * @param signal channels and rate
 */
record WavFormat(WavEncoding encoding, SignalSpec signal) {

    static final int INTEGER = 1;
    static final int FLOAT = 3;

    /** Bytes of the chunk without extension. */
    static final int BYTES = 16;

    private static final int EXTENSIBLE = 0xfffe;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int SUB_FORMAT = 24;

    static WavFormat parse(Path file, byte[] chunk) {
        if (chunk.length < BYTES) {
            throw new RecordingException(
                    file, "its fmt chunk must have at least 16 bytes but has " + chunk.length + "; export it again");
        }
        ByteBuffer fields = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int channels = fields.getShort(2) & 0xffff;
        long rate = fields.getInt(4) & 0xffff_ffffL;
        WavEncoding encoding = encoding(file, fields);
        int block = fields.getShort(12) & 0xffff;
        if (block != channels * encoding.bytes()) {
            throw new RecordingException(
                    file,
                    "fmt.blockAlign must be " + channels * encoding.bytes() + " bytes (" + channels + " channels of "
                            + encoding.bits + " bits) but was " + block + "; export it again");
        }
        return new WavFormat(encoding, signal(file, channels, rate));
    }

    private static WavEncoding encoding(Path file, ByteBuffer fields) {
        int tag = fields.getShort(0) & 0xffff;
        int bits = fields.getShort(14) & 0xffff;
        int real = tag == EXTENSIBLE && fields.limit() >= EXTENSIBLE_BYTES ? fields.getShort(SUB_FORMAT) & 0xffff : tag;
        return WavEncoding.of(real, bits)
                .orElseThrow(() -> new RecordingException(
                        file,
                        "must be PCM of 8, 16, 24 or 32 bits (fmt.formatTag 1) or float of 32 or 64 bits (3) but has tag "
                                + real + " and " + bits + " bits; convert it to 16-bit PCM"));
    }

    private static SignalSpec signal(Path file, int channels, long rate) {
        try {
            return new SignalSpec(channels, rate);
        } catch (IllegalArgumentException e) {
            throw new RecordingException(file, e.getMessage() + " in its fmt chunk; export it again", e);
        }
    }

    int bytesPerSample() {
        return encoding.bytes() * signal.channels();
    }
}

package dev.eddy.trainer.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The fingerprint of a data set: every key, split, label, sample and target, in order. */
public final class DataHash {

    private DataHash() {}

    /**
     * Hashes a data set.
     *
     * @param data what is hashed
     * @return SHA-256 in hexadecimal
     */
    public static String of(DataSet data) {
        MessageDigest digest = sha256();
        digest.update(text(data.name() + data.labels() + data.channels()));
        if (!data.targets().isEmpty()) {
            digest.update(text("targets" + data.targets()));
        }
        data.recordings().forEach(labelled -> update(digest, labelled));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Hashes a text.
     *
     * @param text what is hashed
     * @return SHA-256 in hexadecimal
     */
    public static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text(text)));
    }

    private static void update(MessageDigest digest, LabelledRecording labelled) {
        String head = labelled.recording().key() + labelled.split() + labelled.group() + labelled.track();
        digest.update(text(head));
        digest.update(bytes(labelled.recording().values()));
        digest.update(bytes(labelled.targets()));
    }

    private static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK must have SHA-256", e);
        }
    }
}

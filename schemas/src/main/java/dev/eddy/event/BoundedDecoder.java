package dev.eddy.event;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoder over bytes in memory, which believes no length before it has seen as many bytes: Avro's own
 * allocates up to 2 GiB on the word of five forged bytes. An element of an array or map counts as one byte at least, so
 * arrays of nothing (of {@code null}, of records without fields) longer than the rest of the bytes are refused too.
 * One thread; one record.
 */
final class BoundedDecoder extends Decoder {

    private final BinaryDecoder bytes;

    BoundedDecoder(byte[] frame, int offset) {
        this.bytes = DecoderFactory.get().binaryDecoder(frame, offset, frame.length - offset, null);
    }

    boolean isEnd() throws IOException {
        return bytes.isEnd();
    }

    private int checkedLength(long length) throws IOException {
        if (length < 0) {
            throw new AvroRuntimeException("a length is negative: " + length);
        }
        int remaining = bytes.inputStream().available();
        if (length > remaining) {
            throw new EOFException("a length says " + length + " but only " + remaining + " bytes remain");
        }
        return (int) length;
    }

    private byte[] readChecked() throws IOException {
        byte[] content = new byte[checkedLength(bytes.readLong())];
        bytes.readFixed(content, 0, content.length);
        return content;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readChecked());
    }

    @Override
    public String readString() throws IOException {
        return new String(readChecked(), StandardCharsets.UTF_8);
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(readChecked());
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public void skipBytes() throws IOException {
        bytes.skipFixed(checkedLength(bytes.readLong()));
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        bytes.readFixed(target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        bytes.skipFixed(checkedLength(length));
    }

    @Override
    public long readArrayStart() throws IOException {
        return checkedLength(bytes.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return checkedLength(bytes.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return checkedLength(bytes.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return checkedLength(bytes.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return checkedLength(bytes.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return checkedLength(bytes.skipMap());
    }

    @Override
    public void readNull() throws IOException {
        bytes.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return bytes.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return bytes.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return bytes.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return bytes.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return bytes.readDouble();
    }

    @Override
    public int readEnum() throws IOException {
        return bytes.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return bytes.readIndex();
    }
}

package dev.eddy.app;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes bad bytes out of good ones.
 *
 * @param good inputs, one or more
 * @param seed of the chance; the same makes the same
 */
record Mutations(List<byte[]> good, long seed) {

    private static final long[] LENGTHS = {
        -1,
        0,
        1,
        127,
        128,
        255,
        65_535,
        65_536,
        1 << 24,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /**
     * The one with this number: sometimes nothing but chance, else a good one of which one place is changed, or with up to
     * four things done to it.
     */
    byte[] input(long number) {
        Random random = new Random(seed * 1_000_003 + number);
        if (random.nextInt(16) == 0) {
            return noise(random, random.nextInt(600));
        }
        byte[] bytes = any(random).clone();
        if (random.nextBoolean()) {
            return inPlace(random, bytes, random.nextInt(bytes.length));
        }
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            bytes = bytes.length == 0 ? noise(random, 1) : mutated(random, bytes);
        }
        return bytes;
    }

    private byte[] any(Random random) {
        return good.get(random.nextInt(good.size()));
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] mutated(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(Arrays.copyOf(bytes, at), tail(random, any(random)));
            case 2 -> joined(Arrays.copyOf(bytes, at), tail(random, bytes));
            default -> inPlace(random, bytes, at);
        };
    }

    private static byte[] inPlace(Random random, byte[] bytes, int at) {
        return switch (random.nextInt(4)) {
            case 0 -> withByte(bytes, at, random.nextInt(256));
            case 1 -> withLength(random, bytes, at);
            default -> withByte(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
        };
    }

    private static byte[] tail(Random random, byte[] bytes) {
        return Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] withByte(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    /** A number that lies, in one of the ways in which formats write lengths: 2, 4 or 8 bytes, or as many as it takes. */
    private static byte[] withLength(Random random, byte[] bytes, int at) {
        long length = LENGTHS[random.nextInt(LENGTHS.length)];
        ByteBuffer forged =
                ByteBuffer.allocate(10).order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        switch (random.nextInt(4)) {
            case 0 -> forged.putShort((short) length);
            case 1 -> forged.putInt((int) length);
            case 2 -> forged.putLong(length);
            default -> putVarint(forged, length);
        }
        int end = Math.min(forged.position(), bytes.length - at);
        System.arraycopy(forged.array(), 0, bytes, at, end);
        return bytes;
    }

    private static void putVarint(ByteBuffer to, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            to.put((byte) (left | 0x80));
            left >>>= 7;
        }
        to.put((byte) left);
    }
}

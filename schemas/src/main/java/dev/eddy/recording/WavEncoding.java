package dev.eddy.recording;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How one value of a WAV file is packed; integers are read as a share of full scale, in [-1, 1). */
enum WavEncoding {
    U8(WavFormat.INTEGER, 8) {
        @Override
        float get(ByteBuffer from, int at) {
            return ((from.get(at) & 0xff) - 128) / 0x1p7f;
        }
    },
    S16(WavFormat.INTEGER, 16) {
        @Override
        float get(ByteBuffer from, int at) {
            return from.getShort(at) / 0x1p15f;
        }
    },
    S24(WavFormat.INTEGER, 24) {
        @Override
        float get(ByteBuffer from, int at) {
            return (from.get(at + 2) << 16 | (from.getShort(at) & 0xffff)) / 0x1p23f;
        }
    },
    S32(WavFormat.INTEGER, 32) {
        @Override
        float get(ByteBuffer from, int at) {
            return from.getInt(at) / 0x1p31f;
        }
    },
    F32(WavFormat.FLOAT, 32) {
        @Override
        float get(ByteBuffer from, int at) {
            return from.getFloat(at);
        }
    },
    F64(WavFormat.FLOAT, 64) {
        @Override
        float get(ByteBuffer from, int at) {
            return (float) from.getDouble(at);
        }
    };

    private final int tag;
    final int bits;

    WavEncoding(int tag, int bits) {
        this.tag = tag;
        this.bits = bits;
    }

    /** The value whose first byte is at {@code at}; the buffer is little endian. */
    abstract float get(ByteBuffer from, int at);

    int bytes() {
        return bits / Byte.SIZE;
    }

    static Optional<WavEncoding> of(int tag, int bits) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.tag == tag && encoding.bits == bits)
                .findFirst();
    }
}

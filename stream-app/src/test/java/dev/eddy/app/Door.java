package dev.eddy.app;

import java.util.List;
import java.util.Set;

/**
 * Where bytes from outside come in.
 *
 * @param name of what comes in
 * @param good some that are taken
 * @param parser of the bytes
 */
record Door(String name, List<byte[]> good, Parser parser) {

    /** Takes bytes or refuses them. */
    interface Parser {

        /** True when it takes them, false when it refuses them in the way that it declares; whatever it throws is a fault. */
        boolean takes(byte[] bytes) throws Exception;
    }

    /** A parser that declares how it refuses. */
    static Parser refusing(Reading reading, Set<Class<? extends RuntimeException>> declared) {
        return bytes -> {
            try {
                reading.read(bytes);
                return true;
            } catch (RuntimeException e) {
                if (declared.contains(e.getClass())) {
                    return false;
                }
                throw e;
            }
        };
    }

    /** Something that reads bytes. */
    interface Reading {
        void read(byte[] bytes) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}

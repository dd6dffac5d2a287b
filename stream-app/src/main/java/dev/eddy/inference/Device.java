package dev.eddy.inference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model shall run.
 *
 * @param kind which sort of device
 * @param index which of the CUDA devices, from 0
 */
public record Device(Kind kind, int index) {

    private static final Pattern SYNTAX = Pattern.compile("(cpu|auto|cuda)(?::(\\d{1,2}))?");

    /** Which sort of device. */
    public enum Kind {
        /** The processor. */
        CPU,
        /** An NVIDIA GPU; an error where there is none. */
        CUDA,
        /** A GPU where it works, else the processor. */
        AUTO
    }

    /** The processor. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /**
     * Reads {@code cpu}, {@code auto}, {@code cuda} or {@code cuda:1}.
     *
     * @param text as given by a person
     * @return the device
     */
    public static Device parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches() || (matcher.group(2) != null && !matcher.group(1).equals("cuda"))) {
            throw new IllegalArgumentException(
                    "device must be cpu, cuda, cuda:N or auto but was '" + text + "'; for example --device cuda:0");
        }
        Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(java.util.Locale.ROOT));
        return new Device(kind, matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return kind == Kind.CUDA ? "cuda:" + index : kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}

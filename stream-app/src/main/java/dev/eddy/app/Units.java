package dev.eddy.app;

import dev.eddy.event.Encoding;
import dev.eddy.source.ChunkLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How values with units are written, on the command line and outside it: {@code 5ms}, {@code 16MiB}. */
final class Units {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([A-Za-zµ]+)");

    private static final Map<String, Long> NANOS = Map.of(
            "us",
            1_000L,
            "µs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "min",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private static final Map<String, Long> BYTES = Map.of(
            "B",
            1L,
            "kB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30);

    private Units() {}

    static CommandLine registerOn(CommandLine line) {
        return line.registerConverter(Duration.class, Units::duration)
                .registerConverter(ByteSize.class, Units::bytes)
                .registerConverter(ChunkLength.class, Units::chunkLength)
                .registerConverter(Encoding.class, Units::encoding)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    static Duration duration(String text) {
        return Duration.ofNanos(scaled(text, NANOS, "a duration must be a number and us, ms, s, min or h, like 5ms"));
    }

    static ByteSize bytes(String text) {
        return new ByteSize(
                scaled(text, BYTES, "a size must be a number and B, KiB, MiB, GiB, kB, MB or GB, like 16MiB"));
    }

    static ChunkLength chunkLength(String text) {
        boolean samples = text.chars().allMatch(Character::isDigit) && text.length() < 9;
        try {
            return samples ? ChunkLength.of(Integer.parseInt(text)) : ChunkLength.of(duration(text));
        } catch (IllegalArgumentException | TypeConversionException e) {
            throw new TypeConversionException(
                    "a chunk must be samples, like 32, or a duration above 0, like 100ms, but was '" + text + "'");
        }
    }

    static Encoding encoding(String text) {
        for (Encoding encoding : Encoding.values()) {
            if (encoding != Encoding.UNKNOWN && encoding.name().equals(text.toUpperCase(Locale.ROOT))) {
                return encoding;
            }
        }
        throw new TypeConversionException("an encoding must be f32le or pcm_s16le but was '" + text + "'");
    }

    private static long scaled(String text, Map<String, Long> units, String rule) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.trim());
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException(rule + ", but was '" + text + "'");
        }
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new TypeConversionException(rule + ", a whole number of the smallest unit, but was '" + text + "'");
        }
    }
}

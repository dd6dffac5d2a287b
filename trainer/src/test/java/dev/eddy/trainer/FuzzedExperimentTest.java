package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.eddy.trainer.config.ConfigException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad experiment files: each is read or refused with its problems, soon, and without much memory. The properties {@code
 * fuzz.inputs} and {@code fuzz.seed} make a campaign of it.
 */
class FuzzedExperimentTest {

    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1000);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 64L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path ROOT =
            Path.of(System.getProperty("eddy.root", "..")).resolve("trainer");

    private static final List<String> VALUES = List.of(
            "",
            "~",
            "-1",
            "0",
            "0.5",
            "1e300",
            "-.inf",
            ".nan",
            "2147483648",
            "99999999999999999999",
            "true",
            "\"\"",
            "{}",
            "[]",
            "[[[1]]]",
            "{a: {b: c}}",
            "&a [*a]",
            "&a [1, 2]",
            "*a",
            "!!binary AAAA",
            "|",
            "? x",
            "../../..",
            "\"\\u0000\"",
            "2026-11-31T25:00:00Z");

    private static List<String> good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void read() throws IOException {
        good = new ArrayList<>();
        for (String of : List.of("examples", "experiments")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(of))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    good.add(Files.readString(file));
                }
            }
        }
    }

    @Test
    void shouldReadOrRefuseAnyFile() throws IOException {
        Path file = folder.resolve("experiment.yaml");
        int taken = 0;
        long most = 0;
        long longest = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = input(new Random(SEED * 1_000_003 + i));
            Files.write(file, input);
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            taken += taken(file, input, i) ? 1 : 0;
            most = Math.max(most, THREADS.getCurrentThreadAllocatedBytes() - bytes);
            longest = Math.max(longest, THREADS.getCurrentThreadCpuTime() - nanos);
        }
        System.out.printf(
                "fuzz experiment: %d inputs with seed %d, %d taken, %d refused, at most %d KiB and %d ms for one%n",
                INPUTS, SEED, taken, INPUTS - taken, most >> 10, longest / 1_000_000);
        assertThat(taken).as("taken").isBetween(1, INPUTS - 1);
        assertThat(most).as("bytes for one input").isLessThan(MOST_BYTES);
        assertThat(longest).as("nanoseconds for one input").isLessThan(LONGEST.toNanos());
    }

    private static boolean taken(Path file, byte[] input, int number) {
        try {
            Experiment.read(file);
            return true;
        } catch (ConfigException e) {
            assertThat(e.getMessage()).contains(file.toString());
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(
                    "input %d of seed %d must be read or refused:%n%s"
                            .formatted(number, SEED, new String(input, StandardCharsets.UTF_8)),
                    e);
        }
    }

    /** A good file of which up to four places are changed; seldom a byte of it as well. */
    private static byte[] input(Random random) {
        String text = any(random, good);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            text = changed(random, text);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static String changed(Random random, String text) {
        List<String> lines = Arrays.stream(text.split("\n", -1)).collect(Collectors.toCollection(ArrayList::new));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, any(random, lines));
            case 2 ->
                lines.set(at, " ".repeat(random.nextInt(6)) + lines.get(at).strip());
            case 3 -> lines.set(at, any(random, List.of(any(random, good).split("\n", -1))));
            default -> lines.set(at, withOtherValue(random, lines.get(at)));
        }
        return String.join("\n", lines);
    }

    /** One word of a line, often a value, is another. */
    private static String withOtherValue(Random random, String line) {
        List<String> words = new ArrayList<>(List.of(line.split("(?<=[:\\[{,] ?)|(?=[,}\\]])", -1)));
        words.set(random.nextInt(words.size()), " " + any(random, VALUES));
        return String.join("", words);
    }

    private static String any(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}

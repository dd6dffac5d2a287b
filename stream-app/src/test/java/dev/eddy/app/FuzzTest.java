package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad bytes at every door: each gets an answer or a declared refusal, soon, and without much memory; what never ends is
 * left behind. The properties {@code fuzz.inputs} (at each door), {@code fuzz.models} and {@code fuzz.seed} make a campaign of it.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1000);
    private static final int MODELS = Integer.getInteger("fuzz.models", 40);

    /** Of the processor and of the heap, for one input. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final long MOST_BYTES = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private static Path folder;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = new Doors(folder);
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    static Stream<Door> doors() {
        return doors.all().stream();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void shouldTakeOrRefuseAnyBytes(Door door) {
        Mutations mutations = new Mutations(door.good(), SEED);
        int taken = 0;
        long most = 0;
        long longest = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutations.input(i);
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            taken += taken(door, input, i) ? 1 : 0;
            most = Math.max(most, THREADS.getCurrentThreadAllocatedBytes() - bytes);
            longest = Math.max(longest, THREADS.getCurrentThreadCpuTime() - nanos);
        }
        System.out.printf(
                "fuzz %s: %d inputs with seed %d, %d taken, %d refused, at most %d KiB and %d ms for one%n",
                door, INPUTS, SEED, taken, INPUTS - taken, most >> 10, longest / 1_000_000);
        assertThat(taken).as("taken").isBetween(1, INPUTS - 1);
        assertThat(most).as("bytes for one input").isLessThan(MOST_BYTES);
        assertThat(longest).as("nanoseconds for one input").isLessThan(LONGEST.toNanos());
    }

    private static boolean taken(Door door, byte[] input, int number) {
        try {
            return door.parser().takes(input);
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(
                    door + ", input " + number + " of seed " + SEED + ", must be taken or refused: "
                            + HexFormat.of().formatHex(input),
                    e);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void shouldTakeWhatIsGood(Door door) throws Exception {
        for (byte[] good : door.good().subList(0, 1)) {
            assertThat(door.parser().takes(good.clone())).isTrue();
        }
    }

    /** In a process of its own: native code reads them. */
    @Test
    void shouldTakeOrRefuseAnyModel() throws Exception {
        ModelTrials trials = ModelTrials.run(folder, SEED, MODELS);

        System.out.println("fuzz model: " + trials);
        assertThat(trials.faults()).isEqualTo(List.of());
        assertThat(trials.crashed())
                .as("numbers of the models that end the process")
                .isEqualTo(List.of());
        assertThat(trials.taken()).isPositive();
        assertThat(trials.refused()).isPositive();
    }
}

package dev.eddy.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What an instance takes of the machine; 0 where the system does not say.
 *
 * @param residentMiB memory of all kinds
 * @param threads of Java and of native libraries
 * @param files open ones, and connections
 */
public record Footprint(double residentMiB, int threads, int files) {

    private static final double KIB_PER_MIB = 1024;

    /** Of the instance that takes the most, each figure for itself. */
    static Footprint largest(World world) {
        List<Footprint> all = world.instances.stream()
                .flatMap(instance -> instance.member().pid().stream())
                .map(pid -> of(Path.of("/proc", Long.toString(pid))))
                .toList();
        return new Footprint(most(all, Footprint::residentMiB), (int) most(all, Footprint::threads), (int)
                most(all, Footprint::files));
    }

    private static double most(List<Footprint> all, ToDoubleFunction<Footprint> figure) {
        return all.stream().mapToDouble(figure).max().orElse(0);
    }

    private static Footprint of(Path process) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            List<String> status = Files.readAllLines(process.resolve("status"));
            return new Footprint(
                    number(status, "VmRSS:") / KIB_PER_MIB, (int) number(status, "Threads:"), (int) open.count());
        } catch (IOException e) {
            return new Footprint(0, 0, 0);
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}

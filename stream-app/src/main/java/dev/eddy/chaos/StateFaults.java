package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** What happens to the state of an instance, and to the disk that it is on. */
final class StateFaults {

    /** Files only: what is said to sockets goes by other names. */
    private static final String CALLS = "fsync,fdatasync,pread64,pwrite64,ftruncate,fallocate,rename,unlink";

    private static final int DELAY_MICROS = 30_000;

    private final Path logs;

    StateFaults(Path logs) {
        this.logs = logs;
    }

    static String deleted(Instance instance, Random random) {
        boolean killed = end(instance, random);
        instance.deleteState();
        instance.member().start();
        return instance.member().name() + (killed ? " killed" : " terminated") + ", state deleted";
    }

    /** What has just been started has no state yet. */
    private static boolean end(Instance instance, Random random) {
        instance.startAndWait();
        boolean kill = random.nextBoolean();
        if (kill) {
            instance.member().kill();
        } else {
            instance.member().terminate();
        }
        return kill;
    }

    static String damaged(Instance instance, Random random) {
        instance.startAndWait();
        instance.member().terminate();
        String what = instance.damageState(random);
        instance.member().start();
        return instance.member().name() + " terminated, " + what;
    }

    /** Every second time it has to open its state on the full disk. */
    static String full(Instance instance, Random random, long millis) {
        instance.disk().fill();
        String restarted = restart(instance.member(), random);
        JavaProcess.pause(millis);
        instance.disk().empty();
        return instance.member().name() + restarted + " without room for its state for " + millis + " ms";
    }

    String slow(Member member, Random random, long millis) {
        String restarted = restart(member, random);
        member.pid().ifPresent(pid -> delay(pid, millis));
        return member.name() + restarted + " with " + DELAY_MICROS / 1000 + " ms more for every file operation, for "
                + millis + " ms";
    }

    private static String restart(Member member, Random random) {
        if (random.nextBoolean()) {
            return "";
        }
        member.kill();
        member.start();
        return " killed, started";
    }

    private void delay(long pid, long millis) {
        List<String> command = List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-p",
                Long.toString(pid),
                "-e",
                "trace=" + CALLS,
                "-e",
                "inject=" + CALLS + ":delay_enter=" + DELAY_MICROS);
        JavaProcess strace = JavaProcess.program(logs, logs.resolve("strace.log"), command);
        JavaProcess.pause(millis);
        strace.terminate();
        strace.close();
    }
}

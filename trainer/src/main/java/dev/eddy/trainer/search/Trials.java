package dev.eddy.trainer.search;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs trials, each in a process of its own: torch's random generator belongs to the process. */
public final class Trials {

    private final List<String> program;
    private final List<String> options;
    private final int atOnce;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * Prepares trials.
     *
     * @param program starts the trainer; the words of the trial follow
     * @param options stand behind the words of the trial
     * @param atOnce how many run at a time
     */
    public Trials(List<String> program, List<String> options, int atOnce) {
        this.program = List.copyOf(program);
        this.options = List.copyOf(options);
        this.atOnce = atOnce;
    }

    /**
     * How a trial ended.
     *
     * @param result what was measured, if it went well
     * @param lastLine of its log
     */
    public record Ending(Optional<Result> result, String lastLine) {}

    /**
     * Runs trials and waits for all of them.
     *
     * @param jobs each in another folder
     * @return how each ended, in the same order
     * @throws IOException when one cannot be started
     */
    public List<Ending> run(List<Job> jobs) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        Thread end = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            List<Future<Ending>> futures = new ArrayList<>();
            jobs.forEach(job -> futures.add(threads.submit(() -> run(job))));
            List<Ending> endings = new ArrayList<>();
            for (Future<Ending> future : futures) {
                endings.add(future.get());
            }
            return endings;
        } catch (ExecutionException e) {
            throw new IOException("a trial could not be run", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while trials were running", e);
        } finally {
            threads.shutdownNow();
            stop();
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private void stop() {
        running.forEach(Process::destroyForcibly);
    }

    private Ending run(Job job) throws IOException, InterruptedException {
        Files.createDirectories(job.folder());
        List<String> command = new ArrayList<>(program);
        command.addAll(job.words());
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(job.log().toFile())
                .start();
        running.add(process);
        int exit = process.waitFor();
        running.remove(process);
        return exit == 0
                ? new Ending(Optional.of(Result.read(job.result()).get(0)), "")
                : new Ending(Optional.empty(), lastLine(job, exit));
    }

    private static String lastLine(Job job, int exit) throws IOException {
        return Files.readAllLines(job.log()).stream()
                .reduce((a, b) -> b)
                .orElse("exit code " + exit + " and nothing in " + job.log());
    }
}

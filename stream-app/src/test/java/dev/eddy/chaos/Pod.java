package dev.eddy.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.kubernetes.Kustomization;
import dev.eddy.local.FreePort;
import dev.eddy.local.JavaProcess;
import io.kubernetes.client.custom.Quantity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pod of the StatefulSet as a process of this machine: its variables, its arguments, its probes, the time it is given to
 * end. Its memory is what the limit says. One thread, beside the one that asks whether it is live.
 */
final class Pod implements AutoCloseable {

    /** SIGTERM ends a JVM with this. */
    private static final int TERMINATED = 143;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ObjectNode> objects;
    private final JsonNode spec;
    private final String name;
    private final Path folder;
    private final Map<String, String> local;
    private final int port = FreePort.take();
    private volatile @Nullable JavaProcess process;
    private volatile boolean started;
    private volatile boolean open = true;
    private @Nullable Worker kubelet;
    private int lives;

    /**
     * Makes ready.
     *
     * @param objects of an overlay
     * @param ordinal of the pod
     * @param folder for its state and its logs
     * @param local what is otherwise on this machine than in a cluster
     */
    Pod(List<ObjectNode> objects, int ordinal, Path folder, Map<String, String> local) {
        this.objects = objects;
        this.spec = Kustomization.only(objects, "StatefulSet").at("/spec/template/spec");
        this.name =
                Kustomization.only(objects, "StatefulSet").at("/metadata/name").asText() + "-" + ordinal;
        this.folder = folder;
        this.local = local;
    }

    private JsonNode container() {
        return spec.at("/containers/0");
    }

    void start(Version version) {
        List<String> command = new ArrayList<>(List.of("env"));
        variables(version).forEach((variable, value) -> command.add(variable + "=" + value));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:MaxRAM=" + limit());
        command.add("dev.eddy.app.Main");
        container().path("args").forEach(arg -> command.add(arg.asText()));
        process = JavaProcess.program(folder, folder.resolve(name + "." + ++lives + ".log"), command);
    }

    private Map<String, String> variables(Version version) {
        Map<String, String> variables = new TreeMap<>(Kustomization.environment(objects, name));
        variables.putAll(version.options());
        variables.putAll(local);
        variables.put("EDDY_STATE_DIR", folder.resolve(name).toString());
        variables.put("EDDY_ADMIN_HOST", "127.0.0.1");
        variables.put("EDDY_ADMIN_PORT", Integer.toString(port));
        variables.put("CLASSPATH", version.classPath());
        return variables;
    }

    private String limit() {
        String memory = container().at("/resources/limits/memory").asText();
        return Quantity.fromString(memory).getNumber().toBigInteger().toString();
    }

    /** Asks like the kubelet: first whether it has started, then whether it is ready; from then on whether it is live. */
    void awaitReady() {
        for (String kind : List.of("startupProbe", "readinessProbe")) {
            await(name + ", " + kind)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(period(kind))
                    .atMost(PATIENCE)
                    .until(() -> check() && answers(kind));
            started = true;
        }
        if (kubelet == null) {
            kubelet = Worker.start(name + "'s kubelet", this::watch);
        }
    }

    private void watch() {
        int refusals = 0;
        while (open) {
            JavaProcess.pause(period("livenessProbe").toMillis());
            refusals = !started || answers("livenessProbe") ? 0 : refusals + 1;
            if (refusals >= container().at("/livenessProbe/failureThreshold").asInt()) {
                throw new IllegalStateException(name + " would be killed: it did not answer its liveness probe");
            }
        }
    }

    private Duration period(String kind) {
        return Duration.ofSeconds(container().path(kind).path("periodSeconds").asLong());
    }

    private boolean runs() {
        JavaProcess current = process;
        return current != null && current.alive();
    }

    /** Fails if it has ended by itself, or if the kubelet would have killed it. */
    boolean check() {
        if (!runs()) {
            throw new IllegalStateException(name + " must run but has ended; see its logs in " + folder);
        }
        if (kubelet != null) {
            kubelet.check();
        }
        return true;
    }

    private boolean answers(String kind) {
        JsonNode probe = container().path(kind);
        HttpRequest question = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + probe.at("/httpGet/path").asText()))
                .timeout(Duration.ofSeconds(probe.path("timeoutSeconds").asLong(1)))
                .build();
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + name, e);
        }
    }

    /** SIGTERM, and no more than the grace period to end by itself. */
    void stop() {
        JavaProcess current = process;
        started = false;
        if (current != null) {
            current.terminate();
            int code = current.exitCode(Duration.ofSeconds(
                    spec.path("terminationGracePeriodSeconds").asLong()));
            if (code != TERMINATED) {
                throw new IllegalStateException(
                        name + " must end by SIGTERM but ended with " + code + "; see " + folder);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        JavaProcess current = process;
        if (current != null) {
            current.kill();
        }
    }
}

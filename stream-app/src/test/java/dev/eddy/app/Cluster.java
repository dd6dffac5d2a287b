package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.event.RegistryConfig;
import dev.eddy.local.FreePort;
import dev.eddy.local.JavaProcess;
import dev.eddy.local.LedTopics;
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
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real broker and a real schema registry, each in a process of its own. */
final class Cluster {

    private static final int PARTITIONS = 8;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Path REGISTRY = Path.of("target", "registry");

    private static @Nullable Cluster shared;

    private final JavaProcess broker;
    private final JavaProcess registry;
    private final KafkaTarget target;

    private Cluster(JavaProcess broker, JavaProcess registry, KafkaTarget target) {
        this.broker = broker;
        this.registry = registry;
        this.target = target;
    }

    /** One for all tests of this JVM: it takes long to start, and every pipeline has topics of its own. */
    static synchronized Cluster shared() throws IOException {
        Cluster known = shared;
        if (known == null) {
            known = start();
            shared = known;
            Runtime.getRuntime().addShutdownHook(new Thread(known::close));
        }
        return known;
    }

    private static Cluster start() throws IOException {
        int port = FreePort.take();
        JavaProcess registry = ChildProcess.java("registry", REGISTRY, registryCommand(port));
        JavaProcess broker = ChildProcess.eddy("broker", "broker-node", "--broker", "message.max.bytes=33554432");
        String address = broker.awaitLine("ready ", START).substring("ready ".length());
        String url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
        Awaitility.await(url).atMost(START).ignoreExceptions().until(() -> answers(url + "/subjects"));
        return new Cluster(broker, registry, new KafkaTarget(address, RegistryConfig.of(url), Map.of()));
    }

    private static List<String> registryCommand(int port) {
        List<String> command = new ArrayList<>(List.of("-Xmx512m"));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.addAll(List.of("-jar", "apicurio-registry-app-2.6.13.Final-runner.jar"));
        return command;
    }

    private static boolean answers(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    KafkaTarget target() {
        return target;
    }

    void createTopics(String... names) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(target.client(Map.of()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String name : names) {
                topics.add(new NewTopic(name, PARTITIONS, (short) 1));
            }
            admin.createTopics(topics).all().get();
            for (String name : names) {
                LedTopics.awaitLeaders(admin, name, PARTITIONS);
            }
        }
    }

    private void close() {
        broker.close();
        registry.close();
    }
}

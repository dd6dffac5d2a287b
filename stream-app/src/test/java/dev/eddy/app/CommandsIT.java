package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Encoding;
import dev.eddy.event.Prediction;
import dev.eddy.local.JavaProcess;
import dev.eddy.offline.ScoredKey;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.source.SignalProducer;
import dev.eddy.watch.PredictionJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README, as a person would give them. */
class CommandsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static Path model;

    @BeforeAll
    static void start() throws IOException {
        cluster = Cluster.shared();
        model = folder.resolve("vibration.onnx");
        try (InputStream shipped = CommandsIT.class.getResourceAsStream("vibration.onnx")) {
            Files.write(model, Objects.requireNonNull(shipped).readAllBytes());
        }
    }

    @Test
    void shouldShowPredictionsInADemoAndEnd() throws IOException {
        try (JavaProcess demo = ChildProcess.eddy("demo", "demo", "--for", "10s")) {
            assertThat(demo.exitCode(PATIENCE)).isZero();
            assertThat(demo.log()).content().contains("live page: http://", "predictions of 4 machines");
        }
    }

    /** Ctrl-C does the same, but may be switched off for whoever runs the tests. */
    @Test
    void shouldSumUpAndCleanUpWhenADemoIsStopped() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("demo"));
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        try (JavaProcess demo = ChildProcess.eddy(environment, "demo-stopped", "demo")) {
            demo.awaitLine("machine-1  0.", PATIENCE);
            assertThat(temporary).isNotEmptyDirectory();
            demo.terminate();

            assertThat(demo.exitCode(PATIENCE)).isEqualTo(143);
            assertThat(demo.log()).content().containsPattern("[1-9]\\d* predictions of 4 machines in \\d+ s, ");
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void shouldCheckWhatIsThereAndWhatIsMissing() throws Exception {
        Deployment pipeline = new Deployment("checked", model, cluster, folder);

        try (JavaProcess good = check(pipeline.signals(), pipeline);
                JavaProcess bad = check("no-such-topic", pipeline)) {
            assertThat(good.exitCode(PATIENCE)).as("see " + good.log()).isZero();
            assertThat(bad.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(bad.log()).content().contains("FAIL  topic      topic no-such-topic is not there", "--create");
        }
    }

    private static JavaProcess check(String signals, Deployment pipeline) {
        return ChildProcess.eddy(
                "doctor",
                "doctor",
                "--model=" + model,
                "--bootstrap-servers=" + cluster.target().bootstrapServers(),
                "--schema-registry=" + cluster.target().registry().url(),
                "--signals=" + signals,
                "--predictions=" + pipeline.predictions(),
                "--dead-letters=" + pipeline.deadLetters());
    }

    @Test
    void shouldBeTriedOutWithoutAnyKafka() throws Exception {
        Path file = folder.resolve("tried.csv");
        Recordings.write(file, List.of(recording()));
        Path slow = Files.writeString(folder.resolve("slow.csv"), "x,y,z\n1,2,3\n4,5,6\n");
        try (JavaProcess broker = ChildProcess.eddy(
                "tried-broker",
                "broker",
                "--port=0",
                "--registry-port=0",
                "--dir=" + folder.resolve("tried"),
                "--topic=pumps=3",
                "--topic=pumps.predictions",
                "--topic=signals.dead-letters=1")) {
            assertThat(said(broker, "topic pumps ")).isEqualTo("with 3 partition(s)");
            assertThat(said(broker, "topic pumps.predictions ")).isEqualTo("with 4 partition(s)");
            assertThat(said(broker, "topic signals.dead-letters ")).isEqualTo("with 1 partition(s)");
            String kafka = "--bootstrap-servers=" + said(broker, "ready ");
            String registry = "--schema-registry=" + said(broker, "registry ");
            try (JavaProcess app = ChildProcess.eddy(
                            "tried-run",
                            "run",
                            "--model=" + model,
                            kafka,
                            registry,
                            "--admin-port=0",
                            "--state-dir=" + folder.resolve("tried-state"));
                    JavaProcess produced =
                            ChildProcess.eddy("tried-produce", "produce", "--input=" + file, kafka, registry);
                    JavaProcess wrong = ChildProcess.eddy(
                            "tried-wrong", "produce", "--input=" + slow, "--rate=10", kafka, registry);
                    JavaProcess watched = ChildProcess.eddy(
                            "tried-watch", "watch", "--from=beginning", "--max=30", kafka, registry)) {
                assertThat(produced.exitCode(PATIENCE))
                        .as("see " + produced.log())
                        .isZero();
                assertThat(wrong.exitCode(PATIENCE)).as("see " + wrong.log()).isZero();
                assertThat(watched.exitCode(PATIENCE))
                        .as("see " + watched.log())
                        .isZero();
                app.awaitLine("Dead letter WRONG_RATE of key slow: ", PATIENCE);
                try (JavaProcess why = ChildProcess.eddy("tried-why", "dead-letters", "--key=slow", kafka)) {
                    assertThat(why.exitCode(PATIENCE)).as("see " + why.log()).isZero();
                    assertThat(why.log())
                            .content()
                            .contains("  slow  WRONG_RATE  signals-", "of key slow in signals.dead-letters: ");
                }
                lookInside(kafka, registry);
                goOnElsewhere(kafka, registry);
            }
        }
    }

    /** The key of the file, as the app has committed it; the app is not asked. */
    private static void lookInside(String kafka, String registry) throws IOException {
        Path exported = folder.resolve("pump.json");
        Said said =
                Said.by(Map.of(), "inspect", "--key=pump", "--model=" + model, "--export=" + exported, kafka, registry);

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text())
                .containsPattern("model +vibration 1 \\([0-9a-f]{12}\\), generation 0\n")
                .containsPattern("cursor +newest sample at 1970-01-01T00:00:08.049Z(; as of record \\d+)?\n")
                .containsPattern("epoch +0, began FIRST, over; next step 30\n")
                .containsPattern("predicted +1  pump  0.29  ")
                .containsPattern("lag +\\d+ records of the partition in signals ");
        assertThat(exported).content().contains("\"nextStep\":30", "\"values\":[", "\"state\":\"");
        assertThat(Said.by(Map.of(), "inspect", "--key=nobody", "--model=" + model, kafka, registry)
                        .text())
                .contains("a state of key nobody must be in eddy-vibration-key-states-changelog but is not");
    }

    /** Another key is given what was exported: its epoch 0 is over, so what comes for it begins epoch 1. */
    private static void goOnElsewhere(String kafka, String registry) throws IOException {
        Said seeded = Said.by(Map.of(), "seed", "--key=twin", "--from=" + folder.resolve("pump.json"), kafka);
        assertThat(seeded.exitCode()).as(seeded.text()).isZero();
        assertThat(Said.by(
                                Map.of(),
                                "seed",
                                "--signals=none",
                                "--key=twin",
                                "--from=" + folder.resolve("pump.json"),
                                kafka)
                        .text())
                .contains("topic none is not there", "--create --topic none");
        assertThat(seeded.text()).contains("on twin has a state of vibration 1");
        Path more = folder.resolve("twin.csv");
        Recordings.write(
                more,
                List.of(new Recording(
                        "twin", 9_000_000, recording().signal(), recording().values())));
        Said produced = Said.by(Map.of(), "produce", "--input=" + more, kafka, registry);
        assertThat(produced.exitCode()).as(produced.text()).isZero();

        Said watched =
                Said.by(Map.of(), "watch", "--from=beginning", "--key=twin", "--max=1", "--json", kafka, registry);
        assertThat(watched.text()).contains("\"epoch\":1");
    }

    private static String said(JavaProcess process, String word) {
        return process.awaitLine(word, PATIENCE).substring(word.length());
    }

    @Test
    void shouldNotStartWithoutItsTopics() throws Exception {
        Deployment pipeline = new Deployment("no-topics", model, cluster, folder);
        try (JavaProcess app = run("no-topics", pipeline, "--predictions=nowhere", "--dead-letters=nowhere-else")) {
            assertThat(app.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(app.log()).content().contains("nowhere, nowhere-else: make them", "--create --topic nowhere ");
        }
    }

    @Test
    void shouldSayThatItsAdminPortIsTaken() throws Exception {
        Deployment pipeline = new Deployment("taken", model, cluster, folder);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                JavaProcess app = run(
                        "taken",
                        pipeline,
                        "--predictions=" + pipeline.predictions(),
                        "--dead-letters=" + pipeline.deadLetters(),
                        "--admin-port=" + taken.getLocalPort())) {
            assertThat(app.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(app.log()).content().contains("must be free but is not", "--admin-port");
        }
    }

    @Test
    void shouldScoreAFileAsOffline() throws Exception {
        List<Recording> recordings = List.of(recording());
        Path file = folder.resolve("pump.csv");
        Recordings.write(file, recordings);
        List<String> expected = new ArrayList<>();
        new Deployment("scored", model, cluster, folder)
                .offline(recordings)
                .forEach((key, all) -> all.forEach(it -> expected.add(PredictionJson.line(new ScoredKey(key, it)))));

        try (JavaProcess score = ChildProcess.eddy("score", "score", "--json", "--model=" + model, "--input=" + file)) {
            assertThat(score.exitCode(PATIENCE)).as("see " + score.log()).isZero();
            assertThat(Files.readAllLines(score.log())).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void shouldPredictTheSameUnderAtLeastOnceWhileNothingFails() throws Exception {
        Deployment pipeline = new Deployment("at-least-once", model, cluster, folder);
        List<Recording> recordings = List.of(recording());
        Map<String, List<Prediction>> offline = pipeline.offline(recordings);

        try (JavaProcess app = pipeline.startApp("--guarantee=at_least_once", "--in-memory");
                SignalProducer producer = pipeline.producer()) {
            Deployment.pieces(recordings, 70, 5).forEach(it -> Deployment.send(producer, it, Encoding.F32LE));
            producer.flush();

            assertThat(pipeline.committed(30)).isEqualTo(offline);
            shouldMakeAPredictionAgain(pipeline);
            app.terminate();
            app.exitCode(PATIENCE);
            assertThat(app.log()).content().contains("NOT_RUNNING");
        }
    }

    private static void shouldMakeAPredictionAgain(Deployment pipeline) {
        Said equal = replay(pipeline, "--step=17");
        Said absent = replay(pipeline, "--step=30");
        Said json = replay(pipeline, "--epoch=0", "--step=2", "--json");

        assertThat(equal.exitCode()).as(equal.text()).isZero();
        assertThat(equal.text()).contains("equal to the last bit: 18 windows scored again from ");
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.text()).contains("must hold step 30 of key pump");
        assertThat(json.text()).contains("{\"equal\":true,\"windows\":3,", "\"replayed\":{\"key\":\"pump\"");
    }

    private static Said replay(Deployment pipeline, String... more) {
        List<String> args = new ArrayList<>(List.of("replay", "--model=" + model, "--key=pump"));
        args.add("--bootstrap-servers=" + cluster.target().bootstrapServers());
        args.add("--schema-registry=" + cluster.target().registry().url());
        args.addAll(List.of("--signals=" + pipeline.signals(), "--predictions=" + pipeline.predictions()));
        args.addAll(List.of(more));
        return Said.by(Map.of(), args.toArray(String[]::new));
    }

    private static JavaProcess run(String name, Deployment pipeline, String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--model=" + model, "--signals=" + pipeline.signals()));
        args.add("--bootstrap-servers=" + cluster.target().bootstrapServers());
        args.add("--schema-registry=" + cluster.target().registry().url());
        args.addAll(List.of(more));
        return ChildProcess.eddy(name, args.toArray(String[]::new));
    }

    private static Recording recording() {
        return new Recording(
                "pump",
                5_000_000,
                VibrationMachine.SIGNAL,
                new VibrationMachine(9).next(3050).values());
    }
}

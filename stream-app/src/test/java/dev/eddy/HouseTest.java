package dev.eddy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.eddy.inference.InferenceEngine;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which room of this module may know which. */
class HouseTest {

    private static final String APP = "dev.eddy.app..";
    private static final String SERVING = "dev.eddy.serving..";
    private static final String BENCH = "dev.eddy.bench..";
    private static final String LOCAL = "dev.eddy.local..";
    private static final String TOPOLOGY = "dev.eddy.topology..";
    private static final String INFERENCE = "dev.eddy.inference..";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(
                    InferenceEngine.class.getProtectionDomain().getCodeSource().getLocation());

    /** Who may know a room. */
    private static final Map<String, Set<String>> KNOWN_BY = Map.ofEntries(
            entry("app", Set.of()),
            entry("serving", Set.of("app")),
            entry("watch", Set.of("app")),
            entry("offline", Set.of("app", "watch")),
            entry("source", Set.of("app", "chaos")),
            entry("cluster", Set.of("app", "serving", "source", "watch")),
            entry("admin", Set.of("app", "serving")),
            entry("bench", Set.of("app")),
            entry("chaos", Set.of("app")),
            entry("local", Set.of("app", "bench", "chaos")),
            entry("topology", Set.of("app", "serving", "cluster", "offline", "watch", "bench", "chaos")),
            entry("rollout", Set.of("app", "serving", "topology", "offline", "chaos")),
            entry("inference", Set.of("app", "serving", "topology", "rollout", "offline", "watch", "bench", "chaos")));

    static Set<String> rooms() {
        return KNOWN_BY.keySet();
    }

    @Test
    void shouldSayOfEveryRoomWhoMayKnowIt() {
        assertThat(MODULE.stream().map(it -> it.getPackageName().replace("dev.eddy.", "")))
                .hasSameElementsAs(rooms());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomsShouldBeKnownByThoseAloneThatNeedThem(String room) {
        String[] allowed = Stream.concat(Stream.of(room), requireNonNull(KNOWN_BY.get(room)).stream())
                .map(HouseTest::inside)
                .toArray(String[]::new);

        check(noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat(resideInAPackage(inside(room))));
    }

    private static String inside(String room) {
        return "dev.eddy." + room + "..";
    }

    @Test
    void localShouldKnowNothingOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage(LOCAL)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.eddy..").and(not(resideInAPackage(LOCAL)))));
    }

    @Test
    void inferenceShouldKnowOnlyWindowsAndManifests() {
        check(noClasses()
                .that()
                .resideInAPackage(INFERENCE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka..", "org.apache.avro..", "dev.eddy.event..", "dev.eddy.recording..")));
    }

    @Test
    void onnxRuntimeShouldBeKnownByInferenceAlone() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(INFERENCE)
                .should()
                .dependOnClassesThat(resideInAPackage("ai.onnxruntime..")));
    }

    @Test
    void kafkaStreamsShouldBeBuiltUponInTopologyAndWhatItIsComparedWith() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(TOPOLOGY, SERVING, APP, BENCH)
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.streams..")));
        check(noClasses()
                .that()
                .resideInAnyPackage(SERVING, APP)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka.streams.processor..",
                        "org.apache.kafka.streams.kstream..",
                        "org.apache.kafka.streams.state..")));
    }

    @Test
    void internalsOfKafkaStreamsShouldBeTouchedInTwoPlacesAlone() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.eddy.topology.KeyStateStore")
                .and()
                .doNotHaveFullyQualifiedName("dev.eddy.topology.CommitContext")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.streams..internals..")));
    }

    @Test
    void packagesShouldBeOneLevelDeep() {
        check(classes().should().resideInAPackage("dev.eddy.*"));
    }

    @Test
    void roomsShouldNotFormCircles() {
        check(slices().matching("dev.eddy.(*)..").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.check(MODULE);
    }
}

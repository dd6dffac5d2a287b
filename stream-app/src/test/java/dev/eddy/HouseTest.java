package dev.eddy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.eddy.inference.InferenceEngine;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which room of this module may know which. */
class HouseTest {

    private static final String APP = "dev.eddy.app..";
    private static final String SERVING = "dev.eddy.serving..";
    private static final String BENCH = "dev.eddy.bench..";
    private static final String CHAOS = "dev.eddy.chaos..";
    private static final String LOCAL = "dev.eddy.local..";
    private static final String TOPOLOGY = "dev.eddy.topology..";
    private static final String INFERENCE = "dev.eddy.inference..";
    private static final String ADMIN = "dev.eddy.admin..";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(
                    InferenceEngine.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void shouldSeeTheRoomsOfThisModule() {
        assertThat(MODULE).extracting(JavaClass::getPackageName).contains("dev.eddy.inference", "dev.eddy.topology");
    }

    @ParameterizedTest(name = "{0} should be known by {1} alone")
    @CsvSource(delimiter = '|', textBlock = """
                    app       |
                    serving   | app
                    watch     | app
                    offline   | app, watch
                    source    | app, chaos
                    cluster   | app, serving, source, watch
                    admin     | app, serving
                    bench     | app
                    chaos     | app
                    local     | app, bench, chaos
                    topology  | app, serving, cluster, offline, watch, bench, chaos
                    """)
    void roomsShouldBeKnownByThoseAloneThatNeedThem(String room, @Nullable String knowing) {
        String[] allowed = Stream.concat(
                        Stream.of(room),
                        knowing == null ? Stream.empty() : Pattern.compile(", ").splitAsStream(knowing))
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
                .dependOnClassesThat(
                        resideInAnyPackage(APP, BENCH, CHAOS, TOPOLOGY, INFERENCE, ADMIN, "dev.eddy.event..")));
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

    /** Some rooms may not have been built yet. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MODULE);
    }
}

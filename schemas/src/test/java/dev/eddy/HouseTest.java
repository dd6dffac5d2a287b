package dev.eddy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.eddy.signal.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which room of this module may know which. */
class HouseTest {

    private static final String[] OUTSIDE = {
        "org.apache.kafka..", "org.apache.avro..", "io.confluent..", "ai.onnxruntime.."
    };

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(Window.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void shouldSeeTheRoomsOfThisModule() {
        assertThat(MODULE)
                .extracting(it -> it.getPackageName())
                .contains("dev.eddy.event", "dev.eddy.model", "dev.eddy.recording", "dev.eddy.signal");
    }

    @Test
    void signalShouldKnowNothingButJava() {
        classes()
                .that()
                .resideInAPackage("dev.eddy.signal..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "dev.eddy.signal.."))
                .check(MODULE);
    }

    @Test
    void modelAndRecordingShouldKnowOnlySignal() {
        for (String room : List.of("dev.eddy.model..", "dev.eddy.recording..")) {
            noClasses()
                    .that()
                    .resideInAPackage(room)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.eddy..").and(not(resideInAnyPackage(room, "dev.eddy.signal.."))))
                    .orShould()
                    .dependOnClassesThat(resideInAnyPackage(OUTSIDE))
                    .check(MODULE);
        }
    }

    @Test
    void eventShouldNotKnowModelsOrRecordings() {
        noClasses()
                .that()
                .resideInAPackage("dev.eddy.event..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.eddy.model..", "dev.eddy.recording..", "ai.onnxruntime.."))
                .check(MODULE);
    }

    @Test
    void packagesShouldBeOneLevelDeep() {
        classes().should().resideInAnyPackage("dev.eddy.*").check(MODULE);
    }

    @Test
    void roomsShouldNotFormCircles() {
        slices().matching("dev.eddy.(*)..").should().beFreeOfCycles().check(MODULE);
    }
}

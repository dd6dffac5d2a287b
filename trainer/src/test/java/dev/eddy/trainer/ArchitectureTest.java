package dev.eddy.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses TRAINER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.eddy.trainer");

    @Test
    void shouldKeepTorchInNetworkHeadAndFit() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..network", "..head", "..fit")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(TRAINER);
    }

    @Test
    void shouldKeepOnnxInExport() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..export")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnx..", "ai.onnxruntime..", "com.google.protobuf..")
                .check(TRAINER);
    }

    @Test
    void shouldKeepKafkaInTopic() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..topic")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(TRAINER);
    }

    @Test
    void shouldKeepReportsFreeOfTheRestOfTheTrainer() {
        classes()
                .that()
                .resideInAPackage("..trainer.report")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.eddy.trainer.report", "java..", "javax..", "me.tongfei..", "org.jspecify..")
                .check(TRAINER);
    }

    @Test
    void shouldNeverSeeTheStreamApp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.eddy.app..", "dev.eddy.topology..", "dev.eddy.inference..", "dev.eddy.admin..")
                .check(TRAINER);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("dev.eddy.(trainer.*)").should().beFreeOfCycles().check(TRAINER);
    }
}

package ai.ecode.web;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/// The web knows the features' APIs; its own parts know each other only through `web.http` and `web.socket`.
class WebArchitectureTest {

    private static final JavaClasses WEB =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("ai.ecode.web");

    @Test
    void eachPartOfTheWebKnowsOnlyTheSharedOnes() {
        SlicesRuleDefinition.slices()
                .matching("ai.ecode.web.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("ai.ecode.web.."),
                        resideInAnyPackage("ai.ecode.web.http..", "ai.ecode.web.socket.."))
                .because("what two parts share belongs into web.http or web.socket")
                .check(WEB);
    }

    @Test
    void theWebKnowsOnlyTheRootsOfFeatures() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("ai.ecode..")
                                .or(resideInAPackage("ai.ecode.web.."))
                                .or(resideInAnyPackage(featureRoots())))
                .because("a feature's sub-packages are private to it")
                .check(WEB);
    }

    @Test
    void theWebSharesNoTables() {
        noClasses()
                .that()
                .resideOutsideOfPackages("ai.ecode.web.operation", "ai.ecode.web.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .because("what is stored is a feature's business")
                .allowEmptyShould(true)
                .check(WEB);
    }

    private static String[] featureRoots() {
        return new String[] {
            "ai.ecode.shared",
            "ai.ecode.identity",
            "ai.ecode.audit",
            "ai.ecode.runtime",
            "ai.ecode.workspace",
            "ai.ecode.files",
            "ai.ecode.execution",
            "ai.ecode.terminal",
            "ai.ecode.preview",
            "ai.ecode.collaboration",
            "ai.ecode.classroom",
            "ai.ecode.grading",
            "ai.ecode.regrading",
            "ai.ecode.rehearsal",
            "ai.ecode.marking",
            "ai.ecode.receipts",
            "ai.ecode.gradebook",
            "ai.ecode.notification"
        };
    }
}

package ai.ecode.batch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/// Jobs are thin: they know the features' APIs, and nothing of the web or of each other.
class BatchArchitectureTest {

    private static final JavaClasses BATCH =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("ai.ecode.batch");

    @Test
    void aJobKnowsOnlyTheRootsOfFeatures() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("ai.ecode..")
                                .or(resideInAPackage("ai.ecode.batch.."))
                                .or(
                                        resideInAPackage("ai.ecode.*")
                                                .and(nameMatching("ai\\.ecode\\.(?!web).*"))))
                .because("a feature's sub-packages are private to it, and web and batch never meet")
                .check(BATCH);
    }

    @Test
    void oneJobDoesNotKnowAnother() {
        SlicesRuleDefinition.slices()
                .matching("ai.ecode.batch.(*)..")
                .should()
                .notDependOnEachOther()
                .because("each job stands for itself")
                .check(BATCH);
    }

    @Test
    void aJobSharesNoTables() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..")
                .because("what is stored is a feature's business")
                .check(BATCH);
    }
}

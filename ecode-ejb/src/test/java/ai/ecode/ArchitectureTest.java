package ai.ecode;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.persistence.Entity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The cut into features: who may know whom. A feature is declared here when it is first built.
class ArchitectureTest {

    /// Each feature with the features it may import directly; what those may import comes along.
    private static final Map<String, Set<String>> FEATURES = new LinkedHashMap<>();

    static {
        FEATURES.put("shared", Set.of());
        FEATURES.put("identity", Set.of("shared"));
        FEATURES.put("audit", Set.of("identity"));
        FEATURES.put("runtime", Set.of("audit"));
        FEATURES.put("workspace", Set.of("runtime"));
        FEATURES.put("files", Set.of("workspace"));
        FEATURES.put("execution", Set.of("files"));
        FEATURES.put("terminal", Set.of("workspace", "runtime"));
        FEATURES.put("preview", Set.of("files", "runtime"));
        FEATURES.put("collaboration", Set.of("workspace", "files"));
        FEATURES.put("classroom", Set.of("workspace", "files"));
        FEATURES.put("grading", Set.of("classroom", "files", "execution"));
        FEATURES.put("marking", Set.of("classroom", "grading", "files"));
        FEATURES.put("regrading", Set.of("classroom", "grading", "marking", "files"));
        FEATURES.put("rehearsal", Set.of("classroom", "grading", "files"));
        FEATURES.put("receipts", Set.of("classroom", "grading", "files", "execution"));
        FEATURES.put("gradebook", Set.of("classroom", "marking"));
        FEATURES.put("notification", Set.of("collaboration", "marking"));
    }

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("ai.ecode");

    @TestFactory
    Stream<DynamicTest> aFeatureImportsOnlyFeaturesDeclaredBeforeIt() {
        return FEATURES.keySet().stream()
                .map(feature ->
                        dynamicTest(
                                feature,
                                () ->
                                        classes()
                                                .that()
                                                .resideInAPackage("ai.ecode." + feature + "..")
                                                .should()
                                                .onlyDependOnClassesThat(
                                                        resideInAPackage(
                                                                        "ai.ecode."
                                                                                + feature
                                                                                + "..")
                                                                .or(
                                                                        resideOutsideOfPackage(
                                                                                "ai.ecode.."))
                                                                .or(
                                                                        resideInAnyRootOf(
                                                                                reachable(
                                                                                        feature))))
                                                .because(
                                                        "imports point only to the API of features declared"
                                                                + " earlier")
                                                .allowEmptyShould(true)
                                                .check(PRODUCT)));
    }

    @Test
    void everyPackageBelongsToADeclaredFeature() {
        classes()
                .that()
                .resideInAPackage("ai.ecode..")
                .should()
                .resideInAnyPackage(
                        FEATURES.keySet().stream()
                                .map(f -> "ai.ecode." + f + "..")
                                .toArray(String[]::new))
                .because("a feature is declared in this test before it is built")
                .check(PRODUCT);
    }

    @Test
    void theProductKnowsNoHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..",
                        "jakarta.servlet..",
                        "jakarta.websocket..",
                        "java.net.http..")
                .because("HTTP lives in ai.ecode.web")
                .check(PRODUCT);
    }

    @Test
    void yjsIsPureJava() {
        classes()
                .that()
                .resideInAPackage("ai.ecode.collaboration.yjs..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "ai.ecode.collaboration.yjs..")
                .allowEmptyShould(true)
                .because("the document is bytes in and bytes out, usable and testable anywhere")
                .check(PRODUCT);
    }

    /// The container knows them by it, and does not start with two of one name.
    @Test
    void noTwoBeansOrEntitiesHaveTheSameSimpleName() {
        var names = new TreeSet<String>();
        PRODUCT.stream()
                .filter(one ->
                        one.isAnnotatedWith(Stateless.class)
                                || one.isAnnotatedWith(Singleton.class)
                                || one.isAnnotatedWith(Entity.class))
                .forEach(one -> assertTrue(names.add(one.getSimpleName()), one.getName()));
    }

    @Test
    void nothingIsNamedForWhereItGoes() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Constants")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .orShould()
                .haveSimpleNameEndingWith("Bean")
                .because("a class is named for its deed")
                .check(PRODUCT);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<
                    com.tngtech.archunit.core.domain.JavaClass>
            resideInAnyRootOf(Set<String> features) {
        return com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                features.stream().map(f -> "ai.ecode." + f).toArray(String[]::new));
    }

    private static Set<String> reachable(String feature) {
        var reached = new TreeSet<String>();
        for (String next : FEATURES.getOrDefault(feature, Set.of())) {
            reached.add(next);
            reached.addAll(reachable(next));
        }
        return reached;
    }
}

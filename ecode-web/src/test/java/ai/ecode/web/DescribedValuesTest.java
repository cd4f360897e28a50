package ai.ecode.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The description of the API is made from the web module alone, and cannot see the values of the features' enums: views
/// name them.
class DescribedValuesTest {

    @TestFactory
    Stream<DynamicTest> aViewNamesEveryValueOfAFeaturesEnum() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("ai.ecode.web")
                        .stream()
                        .filter(found -> found.getSimpleName().endsWith("View"))
                        .map(JavaClass::reflect)
                        .filter(Class::isRecord)
                        .flatMap(view -> Arrays.stream(view.getRecordComponents()))
                        .filter(component -> component.getType().isEnum())
                        .map(component ->
                                dynamicTest(
                                        component.getDeclaringRecord().getSimpleName()
                                                + "."
                                                + component.getName(),
                                        () ->
                                                assertEquals(
                                                        values(component), described(component))));
    }

    private static List<String> values(RecordComponent component) {
        return Arrays.stream(component.getType().getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
    }

    /// The annotation goes to the field and the accessor of a component.
    private static List<String> described(RecordComponent component) throws Exception {
        Schema schema =
                component
                        .getDeclaringRecord()
                        .getDeclaredField(component.getName())
                        .getAnnotation(Schema.class);
        assertNotNull(schema, "no @Schema");
        return List.of(schema.enumeration());
    }
}

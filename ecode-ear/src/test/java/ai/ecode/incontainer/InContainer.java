package ai.ecode.incontainer;

import java.io.File;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the tests of this package have in common: all of them are in the one deployment that the first brings about.
@ExtendWith(ArquillianExtension.class)
abstract class InContainer {

    /// The product as it was packaged, its web module replaced by these tests.
    @Deployment
    public static EnterpriseArchive product() {
        var packaged = Path.of(System.getProperty("ecode.test.output"), "ecode");
        var tests =
                ShrinkWrap.create(WebArchive.class, "tests.war")
                        .addPackage(InContainer.class.getPackage())
                        .deleteClass(InContainerServer.class)
                        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        var product = ShrinkWrap.create(EnterpriseArchive.class, "incontainer.ear");
        for (var module : jars(packaged)) {
            product.addAsModule(module);
        }
        return product.addAsLibraries(jars(packaged.resolve("lib"))).addAsModule(tests);
    }

    private static File[] jars(Path folder) {
        return folder.toFile().listFiles((_, name) -> name.endsWith(".jar"));
    }
}

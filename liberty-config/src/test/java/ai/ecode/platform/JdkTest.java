package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JdkTest {
    @Test
    void testsRunOnJdk25() {
        assertEquals(25, Runtime.version().feature());
    }

    @Test
    void classesAreCompiledForJdk25() throws IOException {
        // The Java Virtual Machine Specification, 4.1: magic, minor, major; 69 is Java 25
        try (var file = new DataInputStream(Main.class.getResourceAsStream("Main.class"))) {
            assertEquals(0xCAFEBABE, file.readInt());
            assertEquals(0, file.readUnsignedShort());
            assertEquals(69, file.readUnsignedShort());
        }
    }
}

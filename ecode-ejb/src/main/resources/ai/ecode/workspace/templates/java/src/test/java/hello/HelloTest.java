package hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HelloTest {

    @Test
    void greetsByName() {
        assertEquals("Hello, Ada!", Hello.greet("Ada"));
    }
}

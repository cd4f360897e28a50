package ai.ecode.web.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.ecode.files.FilePath;
import org.junit.jupiter.api.Test;

class UserContentTest {

    @Test
    void knowsCommonTypesAndGuessesNone() {
        assertEquals("text/plain;charset=utf-8", UserContent.type(new FilePath("a/main.py")));
        assertEquals("image/png", UserContent.type(new FilePath("A.PNG")));
        assertEquals("application/octet-stream", UserContent.type(new FilePath("a.xyz")));
    }

    @Test
    void aNameCannotBreakTheHeader() {
        String header = UserContent.disposition("attachment", "a\";ü\r\n.html");
        assertEquals(
                "attachment; filename=\"a_____.html\"; filename*=UTF-8''a%22%3B%C3%BC%0D%0A.html",
                header);
        assertFalse(header.contains("\n"));
    }
}

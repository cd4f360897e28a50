package ai.ecode.web.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InsertingTest {

    @Test
    void theElementBeginsTheHead() throws IOException {
        assertEquals(
                "<!doctype html>\n<html lang=\"en\"><head class=x>+<title>A</title>",
                inserted("<!doctype html>\n<html lang=\"en\"><head class=x><title>A</title>"));
        assertEquals(
                "<!-- <head> --><HTML><HEAD>+</HEAD>",
                inserted("<!-- <head> --><HTML><HEAD></HEAD>"));
    }

    @Test
    void aPageWithoutAHeadGetsItWhereTheHeadWouldBegin() throws IOException {
        assertEquals(
                "<!doctype html>+<title>A</title>", inserted("<!doctype html><title>A</title>"));
        assertEquals("+<h1>Hello</h1>", inserted("<h1>Hello</h1>"));
        assertEquals("+Hello", inserted("Hello"));
        assertEquals("<html>+<header>", inserted("<html><header>"));
        assertEquals("\u00ef\u00bb\u00bf<html>+<p>", inserted("\u00ef\u00bb\u00bf<html><p>"));
    }

    @Test
    void aPageThatIsNothingButABeginningStaysAsItIs() throws IOException {
        assertEquals("", inserted(""));
        assertEquals("<!-- never ended", inserted("<!-- never ended"));
    }

    @Test
    void itDoesNotMatterHowThePageIsCut() throws IOException {
        var page = "\n<!doctype html><!-- a - b --><html><head lang='en'><body>é";
        for (int size = 1; size < page.length(); size++) {
            var out = new ByteArrayOutputStream();
            var inserting = new Inserting(out, "+");
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at += size) {
                inserting.write(bytes, at, Math.min(size, bytes.length - at));
            }
            inserting.finish();
            assertEquals(
                    page.replace("'en'>", "'en'>+"),
                    out.toString(StandardCharsets.UTF_8),
                    "by " + size);
        }
    }

    @Test
    void anEndlessBeginningIsNotHeldBack() throws IOException {
        var out = new ByteArrayOutputStream();
        var inserting = new Inserting(out, "+");
        inserting.write(("<!--" + "x".repeat(70_000)).getBytes(StandardCharsets.US_ASCII));
        assertEquals(70_004, out.size());
    }

    private static String inserted(String page) throws IOException {
        var out = new ByteArrayOutputStream();
        var inserting = new Inserting(out, "+");
        inserting.write(page.getBytes(StandardCharsets.ISO_8859_1));
        inserting.finish();
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}

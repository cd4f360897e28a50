package ai.ecode.collaboration.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTest {

    private static final FilePath PATH = new FilePath("src/main.py");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "\n",
                "a\nb",
                "a\nb\n",
                "a\r\nb\r\n",
                "a\rb\r",
                "a\r\nb\nc\rd",
                "\r\n\n\r",
                "\ufeffa\r\nb",
                "\ufeff",
                "😀\r\nä\n"
            })
    void whatNobodyChangedIsWrittenAsItWas(String content) {
        FileText text = read(content);
        assertArrayEquals(content.getBytes(UTF_8), text.style().encode(text.text()));
    }

    @Test
    void editorsGetOneKindOfLineEndingAndNoMark() {
        assertEquals("a\nb\nc\n", read("\ufeffa\nb\r\nc\n").text());
        assertEquals("a\r\nb\r\nc\r\n", read("a\r\nb\r\nc\n").text());
        assertEquals("a\r\nb", read("a\r\nb").text());
    }

    @Test
    void linesAroundAChangeKeepTheirEndings() {
        FileText text = read("one\r\ntwo\nthree\r\nfour\nfive\r\n");
        String edited = text.text().replace("three", "3\r\n3");
        assertEquals(
                "one\r\ntwo\n3\r\n3\r\nfour\nfive\r\n",
                new String(text.style().encode(edited), UTF_8));
    }

    @Test
    void theNextWriteGoesByTheLast() {
        FileText text = read("one\r\ntwo\nthree\r\n");
        byte[] first = text.style().encode(text.text() + "four\r\n");
        assertEquals("one\r\ntwo\nthree\r\nfour\r\n", new String(first, UTF_8));
        byte[] second = text.style().after(first).encode("zero\r\n" + text.text() + "four\r\n");
        assertEquals("zero\r\none\r\ntwo\nthree\r\nfour\r\n", new String(second, UTF_8));
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, new byte[] {'a', 0});
        assertRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, new byte[] {'a', (byte) 0xe9, 'b'});
        assertRefused(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        assertRefused(ErrorCode.TOO_LARGE, new byte[FileText.MOST_BYTES + 1]);
    }

    private static void assertRefused(ErrorCode code, byte[] content) {
        assertEquals(
                code, assertThrows(ECodeException.class, () -> FileText.of(PATH, content)).code());
    }

    private static FileText read(String content) {
        return FileText.of(PATH, content.getBytes(UTF_8));
    }
}

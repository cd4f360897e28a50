package ai.ecode.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;

class GradeBookFileTest {

    private static GradeBookFile read(String text) {
        return GradeBookFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ErrorCode refused(byte[] bytes) {
        return assertThrows(ECodeException.class, () -> GradeBookFile.read(bytes)).code();
    }

    private static ErrorCode refused(String text) {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void separatorsQuotesAndByteOrderMarksAreTheSpreadsheetsOwn() {
        for (String text :
                List.of(
                        "user,Oral exam\r\nada, 7.5 \r\n",
                        "user;Oral exam\nada;7.5\n",
                        "\uFEFFuser\tOral exam\nada\t7.5",
                        "\"user\",\"Oral exam\"\n\n\"ada\",\"7.5\"\n")) {
            GradeBookFile file = read(text);
            assertEquals(List.of("user", "Oral exam"), file.headings(), text);
            assertEquals(List.of("ada", "7.5"), file.lines().getFirst().values(), text);
        }
    }

    @Test
    void aLineKnowsItsNumberInTheFile() {
        GradeBookFile file = read("user,Essay\n\"a\nb\",1\nada,2\n");
        assertEquals(4, file.lines().get(1).line());
        assertEquals("", file.lines().getFirst().value(7));
        assertEquals(-1, file.index("email"));
    }

    @Test
    void whatIsNoSuchFileIsRefused() {
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused(""));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused("name,Essay\nAda,1\n"));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused("user,Essay,ESSAY\nada,1,2\n"));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused("user,\"Essay\nada,1\n"));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused(new byte[] {'u', (byte) 0xC3, '('}));
        assertEquals(ErrorCode.TOO_LARGE, refused("user\n" + "ada\n".repeat(5_001)));
        assertEquals(ErrorCode.TOO_LARGE, refused("user" + ",x".repeat(450)));
        assertEquals(ErrorCode.TOO_LARGE, refused(new byte[GradeBookFile.MOST_BYTES + 1]));
    }

    @Test
    void nothingThatIsWrittenIsAFormula() {
        for (String text : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")) {
            String written = GradeBookCsv.harmless(text);
            assertEquals("'" + text, written);
            assertEquals(text, GradeBookCsv.original(written));
        }
        assertEquals("Ada", GradeBookCsv.harmless("Ada"));
        assertEquals("'tis", GradeBookCsv.original("'tis"));
    }

    /// Any title comes back, whatever is in it.
    @Test
    void whatIsWrittenIsReadTheSame() throws Exception {
        var random = new Random(7);
        String signs = "=+-@'\",;aé数 #()9";
        for (int round = 0; round < 2_000; round++) {
            var title = new StringBuilder("t");
            for (int i = 0; i < random.nextInt(12); i++) {
                title.insert(0, signs.charAt(random.nextInt(signs.length())));
            }
            String wanted = title.toString().strip();
            var text = new StringBuilder("user,email,name,section,a,b,c,d,e,f,g,h,i,j,");
            CSVFormat.RFC4180.printRecord(text, GradeBookCsv.harmless(wanted));
            GradeBookFile file = read(text.toString());
            assertEquals(wanted, file.headings().getLast(), text::toString);
            assertTrue("=+-@".indexOf(GradeBookCsv.harmless(wanted).charAt(0)) < 0, text::toString);
        }
    }
}

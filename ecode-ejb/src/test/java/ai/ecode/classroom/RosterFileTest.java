package ai.ecode.classroom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterFileTest {

    private static RosterFile read(String text) {
        return RosterFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String fault(String text) {
        List<RosterFault> faults = read(text).faults();
        assertEquals(1, faults.size(), faults::toString);
        return faults.getFirst().line() + " " + faults.getFirst().message();
    }

    @Test
    void columnsComeInAnyOrderAndOthersArePassedOver() {
        RosterFile file =
                read(
                        """
                        Matriculation,Role,Section,E-mail,Name
                        1234,assistant,Lab 1,Ada@Demo.Example,"Lovelace, Ada"
                        """);
        assertEquals(
                List.of(
                        new RosterFile.Line(
                                2,
                                new EmailAddress("ada@demo.example"),
                                "Lovelace, Ada",
                                Optional.of(CourseRole.ASSISTANT),
                                "Lab 1")),
                file.lines());
        assertEquals(List.of(), file.faults());
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void eachUsualSeparatorIsUnderstood(String separator) {
        RosterFile file = read("email,name\r\na@b.example,Ada\r\n".replace(",", separator));
        assertEquals("Ada", file.lines().getFirst().name());
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstHeading() {
        assertEquals(1, read("\uFEFFemail\na@b.example\n").lines().size());
    }

    @Test
    void namesOfAnyScriptAreKept() {
        RosterFile file = read("email,name\na@b.example,王小明 \uD83D\uDE00 Ünal\n");
        assertEquals("王小明 \uD83D\uDE00 Ünal", file.lines().getFirst().name());
    }

    @Test
    void aLineWithoutAnAddressIsNamed() {
        assertEquals(
                "3 There is no e-mail address.", fault("email,name\na@b.example,Ada\n,Grace\n"));
    }

    @Test
    void whatIsNoAddressIsNamed() {
        assertEquals("2 “ada” is no e-mail address.", fault("email\nada\n"));
    }

    @Test
    void whatIsNoRoleIsNamed() {
        assertTrue(fault("email,role\na@b.example,dean\n").startsWith("2 “dean” is no role"));
    }

    @Test
    void anAddressThatStandsTwiceIsNamedWithTheFirstLine() {
        assertEquals(
                "3 This address stands in line 2 already.",
                fault("email\na@b.example\nA@B.EXAMPLE\n"));
    }

    @Test
    void aSectionThatIsTooLongIsNamed() {
        assertTrue(
                fault("email,section\na@b.example," + "x".repeat(51) + "\n")
                        .startsWith("2 A section has at most 50"));
    }

    @Test
    void theOtherLinesAreReadBesideOneWithAFault() {
        RosterFile file = read("email\nnobody\na@b.example\n");
        assertEquals(1, file.lines().size());
        assertEquals(1, file.faults().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name,section\nAda,Lab 1\n", "email\n\"a@b.example\n", "PK\u0003\u0004"})
    void whatIsNoRosterIsRefused(String text) {
        var refusal = assertThrows(ECodeException.class, () -> read(text));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refusal.code());
        assertTrue(String.valueOf(refusal.getMessage()).endsWith("Nothing was changed."));
    }

    @Test
    void otherEncodingsAreRefusedRatherThanGuessed() {
        byte[] latin = "email,name\na@b.example,Ünal\n".getBytes(StandardCharsets.ISO_8859_1);
        var refusal = assertThrows(ECodeException.class, () -> RosterFile.read(latin));
        assertTrue(String.valueOf(refusal.getMessage()).contains("UTF-8"));
    }

    @Test
    void theLineIsNamedFromWhichOnItCannotBeRead() {
        assertEquals(
                3, brokenLine("email,name\na@b.example,Ada\nb@b.example,\"Bob\nc@b.example,\n"));
        assertEquals(2, brokenLine("email,name\na\0@b.example,Ada\n"));
        byte[] latin = "email,name\na@b.example,Ada\nb@b.example,Zo\u00eb\n".getBytes(ISO_8859_1);
        var refused = assertThrows(ECodeException.class, () -> RosterFile.read(latin));
        assertEquals(3L, refused.details().get("line"));
        byte[] utf16 = "email\na@b.example\n".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(
                ErrorCode.MALFORMED_REQUEST,
                assertThrows(ECodeException.class, () -> RosterFile.read(utf16)).code());
    }

    private static long brokenLine(String text) {
        var refused = assertThrows(ECodeException.class, () -> read(text));
        return (Long) refused.details().get("line");
    }

    @Test
    void aRecordOfSeveralLinesIsNamedByItsFirst() {
        assertTrue(
                fault("email,name\na@b.example,Ada\nb@,\"Bob\r\nthe\nSecond\"\nc@b.example,\n")
                        .startsWith("3 "));
    }

    @Test
    void aRosterOfMoreLinesThanASchoolHasIsRefused() {
        var text = new StringBuilder("email\n");
        for (int i = 0; i <= RosterFile.MOST_LINES; i++) {
            text.append("p").append(i).append("@b.example\n");
        }
        var refusal = assertThrows(ECodeException.class, () -> read(text.toString()));
        assertEquals(ErrorCode.TOO_LARGE, refusal.code());
    }
}

package ai.ecode.collaboration.yjs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no correct peer sends ends in a [ProtocolException] that leaves the document as it was, soon and in little memory.
@Timeout(120)
class HostileInputTest {

    private static final String HELLO = "01010b000401047465787405" + "48656c6c6f" + "00";

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void assertRefused(byte[] update) {
        var document = new Document();
        document.apply(hex(HELLO));
        byte[] before = document.encodeStateAsUpdate();
        var refusal = assertThrows(ProtocolException.class, () -> document.apply(update));
        assertTrue(refusal.documentIntact());
        assertArrayEquals(before, document.encodeStateAsUpdate());
        assertFalse(document.isHoldingBack());
    }

    private static byte[] update(Consumer<Output> body) {
        var out = new Output();
        body.accept(out);
        return out.toBytes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "ffffffffffffffffffffff", // an endless number
                "ffffffff0f", // two thousand million clients
                "01ffffffff0f0b00", // as many structs
                "01010bffffffffffffff0f", // a clock of 53 bits
                "01010bffffffff0700" + "05" + "00", // a clock that overflows
                "01010b00" + "0401047465787400" + "00", // an empty text
                "01010b00" + "0000" + "00", // an empty GC
                "01010b00"
                        + "040104746578"
                        + "74ffffffff0f"
                        + "61"
                        + "00", // a text longer than the message
                "01010b00" + "04010474657874" + "02c3" + "28" + "00", // text that is no UTF-8
                "01010b00" + "04010474657874" + "03eda080" + "00", // half a surrogate pair
                "01010b00" + "04010474657874" + "02c080" + "00", // NUL in two bytes
                "01010b00" + "84" + "0b00" + "0161" + "00", // an item that stands behind itself
                "01010b00"
                        + "44"
                        + "0b05"
                        + "0161"
                        + "00", // an item that stands before one to come
                "01010b00" + "07" + "000b00" + "00" + "00", // a type inside itself
                "01010b00" + "0b010474657874" + "00", // unknown content
                "01010b00" + "07010474657874" + "09" + "00", // unknown type
                "01010b00" + "08010474657874" + "0173" + "00", // unknown value
                "01010b00" + "08010474657874" + "ffffffff0f" + "00", // four thousand million values
                "01010b00" + "05010474657874" + "017b" + "00", // an embedded object that is no JSON
                "01010b00"
                        + "02010474657874"
                        + "01"
                        + "027b7d7d"
                        + "00", // JSON with something behind it
                "01010b00" + "0401047465787401" + "61" + "00" + "00", // something behind the end
                "0001ffffffff0f01" + "00", // a delete set of as many clients
                "00010b01ffffffff07" + "ffffffff07" // a range that overflows
            })
    void malformedUpdatesAreRefusedAndTheDocumentIsUnharmed(String update) {
        assertRefused(hex(update));
        assertThrows(
                ProtocolException.class, () -> Updates.merge(List.of(hex(HELLO), hex(update))));
    }

    @Test
    void deeplyNestedValuesAreRefused() {
        assertRefused(
                update(out -> {
                    out.writeRaw(hex("01010b0008010474657874" + "01"));
                    for (int i = 0; i < 1_000_000; i++) out.writeRaw(hex("7501"));
                    out.writeRaw(hex("7e00"));
                }));
        assertRefused(
                update(out -> {
                    out.writeRaw(hex("01010b0005010474657874"));
                    out.writeString("[".repeat(1_000_000));
                    out.writeByte(0);
                }));
    }

    @Test
    void typesNestedAHundredThousandDeepAreDeletedWithoutOverflow() {
        int depth = 100_000;
        byte[] nested =
                update(out -> {
                    out.writeVarUint(1);
                    out.writeVarUint(depth);
                    out.writeRaw(hex("0b00" + "070105" + "6172726179" + "00"));
                    for (int clock = 1; clock < depth; clock++) {
                        out.writeRaw(hex("07000b"));
                        out.writeVarUint(clock - 1);
                        out.writeByte(0);
                    }
                    out.writeByte(0);
                });
        var document = new Document();
        document.apply(nested);
        assertThrows(ProtocolException.class, () -> document.array("array").toList());
        document.apply(hex("00010b010001"));
        assertEquals(List.of(), document.array("array").toList());
        assertEquals(depth, document.deleteSet().get(11L).end(0));
    }

    @Test
    void aMillionWaitingStructsAreRefused() {
        assertRefused(
                update(out -> {
                    out.writeVarUint(1);
                    out.writeVarUint(1_000_000);
                    out.writeRaw(hex("0c01"));
                    for (int i = 0; i < 1_000_000; i++) out.writeRaw(hex("0001"));
                    out.writeByte(0);
                }));
        assertRefused(
                update(out -> {
                    out.writeVarUint(200_000);
                    for (int client = 0; client < 200_000; client++) {
                        out.writeVarUint(1);
                        out.writeVarUint(1_000_000 + client);
                        out.writeRaw(hex("00" + "840c00" + "0161"));
                    }
                    out.writeByte(0);
                }));
    }

    @Test
    void aMillionWaitingDeletionsAreRefused() {
        assertRefused(
                update(out -> {
                    out.writeRaw(hex("00010b"));
                    out.writeVarUint(1_000_000);
                    for (int i = 0; i < 1_000_000; i++) {
                        out.writeVarUint(100 + 2 * i);
                        out.writeVarUint(1);
                    }
                }));
    }

    @Test
    void waitingStructsThatComeOneByOneAreRefusedInTheEnd() {
        var document = new Document();
        var refusal =
                assertThrows(
                        ProtocolException.class,
                        () -> {
                            for (int clock = 2_000_000; clock > 0; clock -= 2) {
                                int at = clock;
                                document.apply(
                                        update(out -> {
                                            out.writeRaw(hex("01010b"));
                                            out.writeVarUint(at);
                                            out.writeRaw(hex("000100"));
                                        }));
                            }
                        });
        assertTrue(refusal.documentIntact());
        document.apply(hex("0101" + "0d" + "00" + "0401047465787401" + "61" + "00"));
        assertEquals("a", document.text("text").toString());
    }

    @Test
    void aLargeUpdateOfWhichNothingWaitsIsTaken() {
        int structs = 300_000;
        var document = new Document();
        Applied applied =
                document.apply(
                        update(out -> {
                            out.writeVarUint(1);
                            out.writeVarUint(structs);
                            out.writeRaw(hex("0b00" + "0401047465787401" + "61"));
                            for (int clock = 1; clock < structs; clock++) {
                                out.writeRaw(hex("c40b"));
                                out.writeVarUint(clock - 1);
                                out.writeRaw(hex("0b00" + "0161"));
                            }
                            out.writeByte(0);
                        }));
        assertEquals(new Applied(true, false), applied);
    }

    @Test
    void clientsThatAreOnlyNamedAreNotRemembered() {
        var document = new Document();
        document.apply(hex(HELLO));
        document.apply(hex("01010b00" + "846300" + "0161" + "00"));
        assertNull(document.log(0x63));
    }

    @Test
    void itemsThatWaitForEachOtherWaitForEver() {
        var document = new Document();
        byte[] circle =
                hex("02" + "010b00" + "840c00" + "0161" + "010c00" + "840b00" + "0162" + "00");
        assertEquals(new Applied(false, true), document.apply(circle));
        assertEquals(new Applied(false, false), document.apply(circle));
        document.apply(hex("01010d00" + "0401047465787401" + "61" + "00"));
        assertEquals("a", document.text("text").toString());
    }

    @Test
    void anUpdateMadeToCostTooMuchIsGivenUpAndTheDocumentSaysSo() {
        int each = 100_000;
        byte[] quadratic =
                update(out -> {
                    out.writeVarUint(2);
                    out.writeVarUint(each);
                    out.writeRaw(hex("0b00"));
                    for (int i = 0; i < each; i++) out.writeRaw(hex("0401047465787401" + "62"));
                    // Each of these looks for its place behind all of those.
                    out.writeVarUint(each);
                    out.writeRaw(hex("0c00"));
                    for (int i = 0; i < each; i++) out.writeRaw(hex("440d00" + "0161"));
                    out.writeByte(0);
                });
        var document = new Document();
        document.apply(hex("01010d00" + "0401047465787401" + "7a" + "00"));
        var refusal = assertThrows(ProtocolException.class, () -> document.apply(quadratic));
        assertFalse(refusal.documentIntact());
        assertThrows(IllegalStateException.class, () -> document.apply(hex(HELLO)));
        assertThrows(IllegalStateException.class, document::encodeStateAsUpdate);
    }

    /// Every recorded update cut short at every byte.
    @TestFactory
    Stream<DynamicTest> truncatedUpdatesAreRefused() {
        return Recorded.cases().stream()
                .map(recorded ->
                        DynamicTest.dynamicTest(
                                recorded.name(),
                                () -> {
                                    var document = new Document();
                                    for (byte[] update : recorded.updates()) {
                                        int step = Math.max(1, update.length / 300);
                                        for (int length = 0;
                                                length < update.length;
                                                length += step) {
                                            byte[] cut = Arrays.copyOf(update, length);
                                            assertThrows(
                                                    ProtocolException.class,
                                                    () -> document.apply(cut));
                                        }
                                    }
                                    assertEquals(StateVector.EMPTY, document.stateVector());
                                }));
    }

    /// Every recorded update with random bytes changed: refused, or a valid update that means something else, after which the document
    /// can still be read, encoded and taken in whole by another. (Their texts may differ: no order holds among items that claim
    /// impossible places.)
    @TestFactory
    Stream<DynamicTest> mutatedUpdatesAreRefusedOrHarmless() {
        return Recorded.cases().stream()
                .map(recorded ->
                        DynamicTest.dynamicTest(
                                recorded.name(),
                                () -> {
                                    var random = new Random(recorded.name().hashCode());
                                    int rounds =
                                            recorded.updates().stream()
                                                                    .mapToInt(u -> u.length)
                                                                    .sum()
                                                            > 10_000
                                                    ? 20
                                                    : 200;
                                    for (int round = 0; round < rounds; round++)
                                        applyMutated(recorded, random);
                                }));
    }

    private static void applyMutated(Recorded.Case recorded, Random random) {
        var document = new Document(recorded.collectsGarbage());
        for (byte[] update : recorded.updates()) {
            byte[] mutated = mutated(update, random);
            try {
                document.apply(mutated);
            } catch (ProtocolException e) {
                assertTrue(e.documentIntact());
            }
            try {
                Updates.merge(List.of(update, mutated));
            } catch (ProtocolException e) {
                assertTrue(e.documentIntact());
            }
        }
        Replica.of(document, recorded.roots());
        var copy = new Document(recorded.collectsGarbage());
        copy.apply(document.encodeStateAsUpdate());
        assertEquals(document.stateVector(), copy.stateVector());
    }

    private static byte[] mutated(byte[] update, Random random) {
        byte[] mutated = update.clone();
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            mutated[random.nextInt(mutated.length)] =
                    (byte) random.nextInt(random.nextBoolean() ? 16 : 256);
        }
        return mutated;
    }
}

package ai.ecode.runtime.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Assembles a classic BPF program over `struct seccomp_data` (linux/filter.h, linux/seccomp.h): one instruction is
/// `u16 code, u8 jt, u8 jf, u32 k` in the machine's byte order. Rules are tried in the order they were added.
final class BpfProgram {

    /// Offsets in `struct seccomp_data { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }`.
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;

    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int JUMP_IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private static final int JUMP_IF_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K

    private static final int KILL_PROCESS = 0x80000000;
    private static final int ERRNO = 0x00050000;
    private static final int ALLOW = 0x7fff0000;

    private record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    private final List<Instruction> instructions = new ArrayList<>();

    /// Every call of another architecture kills the process: its numbers mean other calls.
    BpfProgram(int auditArchitecture) {
        add(LOAD, 0, 0, ARCHITECTURE);
        add(JUMP_IF_EQUAL, 1, 0, auditArchitecture);
        add(RETURN, 0, 0, KILL_PROCESS);
        add(LOAD, 0, 0, NUMBER);
    }

    /// Calls with this number and all above fail.
    void failFrom(int firstNumber, int errno) {
        add(JUMP_IF_AT_LEAST, 0, 1, firstNumber);
        add(RETURN, 0, 0, ERRNO | errno);
    }

    void fail(int number, int errno) {
        add(JUMP_IF_EQUAL, 0, 1, number);
        add(RETURN, 0, 0, ERRNO | errno);
    }

    /// The call fails when the low half of the argument has any of the bits.
    void failOnBits(int number, int argument, int bits, int errno) {
        add(JUMP_IF_EQUAL, 0, 4, number);
        add(LOAD, 0, 0, lowHalf(argument));
        add(JUMP_IF_ANY_BIT, 0, 1, bits);
        add(RETURN, 0, 0, ERRNO | errno);
        add(LOAD, 0, 0, NUMBER);
    }

    /// The call fails when the low half of the argument is one of the values.
    void failOnValues(int number, int argument, int errno, int... values) {
        add(JUMP_IF_EQUAL, 0, 2 + 2 * values.length, number);
        add(LOAD, 0, 0, lowHalf(argument));
        for (int value : values) {
            add(JUMP_IF_EQUAL, 0, 1, value);
            add(RETURN, 0, 0, ERRNO | errno);
        }
        add(LOAD, 0, 0, NUMBER);
    }

    /// The call fails unless the low half of the argument is one of the values.
    void failUnlessValue(int number, int argument, int errno, int... values) {
        add(JUMP_IF_EQUAL, 0, 3 + values.length, number);
        add(LOAD, 0, 0, lowHalf(argument));
        for (int i = 0; i < values.length; i++) {
            add(JUMP_IF_EQUAL, values.length - i, 0, values[i]);
        }
        add(RETURN, 0, 0, ERRNO | errno);
        add(LOAD, 0, 0, NUMBER);
    }

    /// The program; what no rule named is allowed.
    byte[] assemble() {
        add(RETURN, 0, 0, ALLOW);
        var bytes = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.nativeOrder());
        for (Instruction i : instructions) {
            bytes.putShort((short) i.code)
                    .put((byte) i.ifTrue)
                    .put((byte) i.ifFalse)
                    .putInt(i.operand);
        }
        return bytes.array();
    }

    private static int lowHalf(int argument) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return ARGUMENTS + 8 * argument + (little ? 0 : 4);
    }

    private void add(int code, int ifTrue, int ifFalse, int operand) {
        if (ifTrue > 255 || ifFalse > 255) {
            throw new IllegalArgumentException("A jump reaches 255 instructions at most");
        }
        instructions.add(new Instruction(code, ifTrue, ifFalse, operand));
    }
}

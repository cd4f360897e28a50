package ai.ecode.receipts;

import ai.ecode.grading.Grader;
import ai.ecode.grading.PlatformFault;
import ai.ecode.grading.TestFault;
import ai.ecode.runtime.OfflineRuntime;
import ai.ecode.shared.ECodeException;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What `./ecode regrade-receipt [--key FILE] BUNDLE` runs: tests the submission of a receipt again, without a server, a
/// database or a network, and says whether its score is the same.
public final class RegradeReceipt {

    /// How it ended; each is an exit status.
    enum End {
        SAME(0),
        DIFFERENT(1),
        USAGE(2),
        REFUSED(3),
        CANNOT_RUN(4);

        private final int status;

        End(int status) {
            this.status = status;
        }
    }

    private static final String DATA = "ecode.data";

    private final PrintStream out;
    private final PrintStream err;

    RegradeReceipt(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Logger.getLogger("").setLevel(Level.WARNING);
        var command = new RegradeReceipt(System.out, System.err);
        System.exit(
                command.run(List.of(arguments), Path.of(System.getProperty(DATA, ".ecode")))
                        .status);
    }

    /// @param data folder of the installation of this checkout
    End run(List<String> arguments, Path data) throws InterruptedException {
        return switch (arguments.size()) {
            case 1 -> run(Path.of(arguments.getFirst()), data.resolve(TrustedKeys.FILE), false);
            case 3 ->
                    arguments.getFirst().equals("--key")
                            ? run(Path.of(arguments.getLast()), Path.of(arguments.get(1)), true)
                            : usage();
            default -> usage();
        };
    }

    private End usage() {
        err.println("usage: ./ecode regrade-receipt [--key FILE] BUNDLE");
        return End.USAGE;
    }

    private End run(Path file, Path keys, boolean named) throws InterruptedException {
        TrustedKeys trusted;
        try {
            trusted = TrustedKeys.read(Files.readAllBytes(keys));
        } catch (IOException missing) {
            err.println(
                    named
                            ? "The key cannot be read: " + keys
                            : "There is no key to trust: this installation has none (%s). Say with --key whose receipts you believe."
                                    .formatted(keys));
            return named ? End.USAGE : End.REFUSED;
        } catch (IllegalArgumentException malformed) {
            err.println("The key cannot be read: %s (%s)".formatted(keys, malformed.getMessage()));
            return End.USAGE;
        }
        if (!Files.isReadable(file)) {
            err.println("There is no file " + file);
            return End.USAGE;
        }
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            VerifiedReceipt receipt = VerifiedReceipt.of(ReceiptBundle.read(in), trusted);
            tell(receipt, keys, named);
            return regrade(receipt);
        } catch (ReceiptRefused refused) {
            err.println("Refused: " + refused.getMessage());
        } catch (IOException unreadable) {
            err.println("Refused: it cannot be read (%s).".formatted(unreadable.getMessage()));
        }
        return End.REFUSED;
    }

    private void tell(VerifiedReceipt receipt, Path keys, boolean named) {
        JsonObject text = receipt.receipt();
        JsonObject submission = text.getJsonObject("submission");
        out.printf("Receipt %s of %s%n", text.getString("id"), text.getString("issuedAt"));
        out.printf(
                "Submission %s, attempt %d, received %s%n",
                submission.getString("id"),
                submission.getInt("attempt"),
                submission.getString("receivedAt"));
        out.printf(
                "Signed with the key %s, trusted because it is %s %s%n",
                receipt.key().id(), named ? "in" : "one of this installation, in", keys);
    }

    private End regrade(VerifiedReceipt receipt) throws InterruptedException {
        try (var runtime = OfflineRuntime.open(1)) {
            if (!runtime.driver().readiness().ready()) {
                err.println("It cannot be tested here: " + runtime.driver().readiness().detail());
                return End.CANNOT_RUN;
            }
            Grader grader = Regrade.grader(runtime.driver(), receipt);
            return tell(receipt, Regrade.of(receipt, grader));
        } catch (PlatformFault | TestFault | ECodeException | IOException failed) {
            err.println("It cannot be tested here: " + failed.getMessage());
            return End.CANNOT_RUN;
        }
    }

    private End tell(VerifiedReceipt receipt, Regrade now) {
        now.conditions().forEach(line -> out.println("Not as it was: " + line));
        now.tests().forEach(line -> out.println("Test " + line));
        boolean same = now.isSame(receipt);
        out.printf(
                "%s: score %s then, %s now, %d tests%n",
                same ? "same" : "different", receipt.score(), now.score(), receipt.tests().size());
        return same ? End.SAME : End.DIFFERENT;
    }
}

package ai.ecode.receipts;

/// A receipt, or what came with it, is not what was signed. The message says what is wrong, for people.
final class ReceiptRefused extends Exception {

    private static final long serialVersionUID = 1L;

    ReceiptRefused(String why) {
        super(why);
    }

    ReceiptRefused(String why, Throwable cause) {
        super(why, cause);
    }
}

package ai.ecode.wall;

/// What the bodies of stand-ins call.
public final class Asked {

    private static StandIns wall;

    private Asked() {}

    static void of(StandIns standIns) {
        wall = standIns;
    }

    private static StandIns wall() {
        if (wall == null) {
            throw new IllegalStateException(
                    "Which tests there are cannot depend on what a submission says");
        }
        return wall;
    }

    public static Reference construct(String type, String descriptor, Object... args) {
        return wall().construct(type, descriptor, args);
    }

    public static void made(Object standIn) {
        wall().made((StandIn) standIn);
    }

    /// @param self null for a static method
    public static Object call(
            Object self, String type, String name, String descriptor, Object... args)
            throws Throwable {
        return wall().call(self, type, name, descriptor, args);
    }

    public static Object get(Object self, String type, String name, String descriptor) {
        return wall().get(self, type, name, descriptor);
    }

    public static void set(Object self, Object value, String type, String name) {
        wall().set(self, value, type, name);
    }

    /// Between objects of the submission alone: of values of a test nothing is asked.
    public static boolean equal(Object self, Object other) {
        return isOfTheSubmission(other) && wall().equal(self, other);
    }

    private static boolean isOfTheSubmission(Object value) {
        return value != null && StandIns.isStandIn(value);
    }

    public static int hash(Object self) {
        return wall().hash(self);
    }

    public static String text(Object self) {
        return wall().text(self);
    }
}

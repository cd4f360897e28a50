package ai.ecode.runtime.local;

/// All attacks in one process: prints a line `name<TAB>held` or `name<TAB>reason` for each.
final class AttackRun {

    private AttackRun() {}

    public static void main(String[] arguments) throws Exception {
        try (Arena arena = Arena.open(true)) {
            if (!arena.driver.readiness().ready()) {
                System.out.println("readiness\t" + arena.driver.readiness().detail());
                return;
            }
            Attacks.all()
                    .forEach((name, attack) -> {
                        String result = "held";
                        try {
                            attack.on(arena);
                        } catch (Throwable e) {
                            result = String.valueOf(e).replaceAll("\\s+", " ");
                        }
                        System.out.println(name + "\t" + result);
                    });
        }
    }
}

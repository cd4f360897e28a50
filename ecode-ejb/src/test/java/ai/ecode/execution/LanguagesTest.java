package ai.ecode.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.files.FilePath;
import ai.ecode.runtime.Resources;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.runtime.local.LocalSettings;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Languages as they run on this machine: nothing is listed that does not run.
class LanguagesTest {

    private static final Limits LIMITS = new Limits(20_000, 60_000, 512L << 20, 64, 64 << 10);

    /// A program each that greets whom it reads from standard input.
    private static final Map<String, String> GREETINGS =
            Map.ofEntries(
                    Map.entry("python", "print('hello', input())"),
                    Map.entry(
                            "javascript",
                            "console.log('hello', require('fs').readFileSync('/dev/stdin', 'utf8').trim())"),
                    Map.entry(
                            "typescript",
                            "import { readFileSync } from 'node:fs'; const who: string = readFileSync(0, 'utf8'); console.log('hello', who.trim())"),
                    Map.entry(
                            "java",
                            "package greeting; import java.util.Scanner; public class Greeting { public static void main(String[] a) {"
                                    + " System.out.println(\"hello \" + new Scanner(System.in).nextLine()); } }"),
                    Map.entry(
                            "c",
                            "#include <stdio.h>\nint main(void) { char who[80]; return scanf(\"%79s\", who) == 1 ? printf(\"hello %s\\n\", who) < 0 : 1; }"),
                    Map.entry(
                            "cpp",
                            "#include <iostream>\nint main() { std::string who; std::cin >> who; std::cout << \"hello \" << who << '\\n'; }"),
                    Map.entry("bash", "read -r who; [[ $who ]] && echo \"hello $who\""),
                    Map.entry(
                            "go",
                            "package main\nimport \"fmt\"\nfunc main() { var who string; fmt.Scan(&who); fmt.Println(\"hello\", who) }"),
                    Map.entry(
                            "rust",
                            "fn main() { let mut who = String::new(); std::io::stdin().read_line(&mut who).unwrap(); println!(\"hello {}\", who.trim()); }"),
                    Map.entry("ruby", "puts \"hello #{gets.strip}\""),
                    Map.entry("perl", "my $who = <STDIN>; chomp $who; print \"hello $who\\n\";"),
                    Map.entry("php", "<?php echo 'hello ', trim(fgets(STDIN)), \"\\n\";"),
                    Map.entry("lua", "print('hello ' .. io.read())"),
                    Map.entry(
                            "sql",
                            "create table t (who text); insert into t values ('world'); select 'hello ' || who from t;"));

    private static Path folder;
    private static LocalRuntime driver;
    private static Languages languages;

    @BeforeAll
    static void open() throws Exception {
        folder = Files.createTempDirectory("ecode-languages-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        driver =
                LocalRuntime.start(
                        new LocalSettings(
                                folder.resolve("r"),
                                folder.resolve("s"),
                                LocalSettings.FIRST_UID + 5_000,
                                true,
                                1,
                                List.of(),
                                Optional.empty()));
        assertTrue(driver.readiness().ready(), driver.readiness().detail());
        languages = new Languages(driver);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @TestFactory
    Stream<DynamicTest> whatIsListedAsAvailableGreets() {
        return languages.all().stream()
                .map(language -> dynamicTest(language.id(), () -> greets(language)));
    }

    private static void greets(Language language) throws Exception {
        assertFalse(language.install().isBlank());
        assertEquals(language.available(), language.version().isPresent());
        assumeTrue(language.available(), () -> language.name() + " does not run here");
        String code = GREETINGS.get(language.id());
        assertNotNull(code, "each language has a greeting in this test");
        Outcome outcome = run(language.id(), code, "world\n");
        assertEquals(
                "hello world\n",
                new String(outcome.output().stdout(), StandardCharsets.UTF_8),
                outcome::toString);
        assertEquals(Status.OK, outcome.status());
        assertEquals(languages.require(language.id()).isCompiled(), outcome.compile().isPresent());
    }

    private static Outcome run(String language, String code, String stdin) throws Exception {
        LanguageRecipe recipe = languages.require(language);
        String main = recipe.fileFor(code);
        var setting =
                new LanguageRecipe.Setting(
                        main, List.of(main), code, SourceTree.OUT, LIMITS.memoryBytes(), List.of());
        var program =
                new Program(
                        language,
                        Optional.empty(),
                        stdin.getBytes(StandardCharsets.UTF_8),
                        List.of(),
                        Map.of(),
                        LIMITS);
        var resources = new Resources(1000, 1L << 30, 256L << 20, 256);
        try (Sandbox sandbox = driver.open(new SandboxSpec(UUID.randomUUID(), resources))) {
            SourceTree.write(
                    sandbox,
                    List.of(
                            new SourceFile(
                                    new FilePath(main), code.getBytes(StandardCharsets.UTF_8))));
            return new ProgramRun(
                            sandbox,
                            ai.ecode.workspace.WorkspaceEnvironment.EMPTY,
                            Watching.NOBODY,
                            Thread::startVirtualThread)
                    .run(
                            new ProgramRun.Commands(
                                    recipe.compile(setting),
                                    recipe.run(setting),
                                    recipe.environment()),
                            program,
                            LIMITS);
        }
    }

    @Test
    void whatTheCompilerRefusesIsNotRun() throws Exception {
        assumeTrue(languages.all().stream().anyMatch(l -> l.id().equals("c") && l.available()));
        Outcome outcome = run("c", "int main(void) { return x; }", "");
        assertEquals(Status.COMPILE_ERROR, outcome.status());
        assertEquals(0, outcome.output().stdout().length);
        String said =
                new String(
                        outcome.compile().orElseThrow().output().stderr(), StandardCharsets.UTF_8);
        assertTrue(said.contains("undeclared"), said);
    }

    @Test
    void aProgramThatFailsIsARuntimeError() throws Exception {
        assertEquals(Status.RUNTIME_ERROR, run("bash", "exit 9", "").status());
        assertEquals(9, run("bash", "exit 9", "").exitCode().orElseThrow());
        assertEquals(15, run("bash", "kill $$", "").signal().orElseThrow());
    }

    @Test
    void anUnknownLanguageIsRefused() {
        assertEquals(
                ErrorCode.UNKNOWN_LANGUAGE,
                assertThrows(ECodeException.class, () -> languages.require("cobol")).code());
    }
}

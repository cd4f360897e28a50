package ai.ecode.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.files.FilePath;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.Resources;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Stdio;
import ai.ecode.runtime.WorkspaceSpec;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.runtime.local.LocalSettings;
import ai.ecode.runtime.local.TestUids;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Languages as they run on this machine: nothing is listed that does not run.
class LanguagesTest {

    private static final Limits LIMITS = Limits.of(20_000, 60_000, 512L << 20, 64, 64 << 10);

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

    /// A terminal answers it (ECMA-48, device status report).
    private static final String WHERE_IS_THE_CURSOR = "\u001b[6n";

    /// A line for each REPL, and what the answer has that the line has not.
    private static final Map<String, List<String>> LINES =
            Map.of(
                    "python", List.of("6 * 7", "42"),
                    "javascript", List.of("6 * 7", "42"),
                    "java", List.of("6 * 7", "42"),
                    "bash", List.of("echo $((6 * 7))", "42"),
                    "ruby", List.of("6 * 7", "42"),
                    "perl", List.of("print 6 * 7", "42"),
                    "php", List.of("echo 6 * 7;", "42"),
                    "lua", List.of("6 * 7", "42"),
                    "sql", List.of("select 6 * 7;", "42"));

    /// What each formatter makes of a text.
    private static final Map<String, List<String>> FORMATTED =
            Map.of(
                    "python", List.of("x = {  'a':1 }", "x = {\"a\": 1}\n"),
                    "javascript", List.of("let x = {  'a':1 }", "let x = { a: 1 };\n"),
                    "typescript", List.of("let x : number=1", "let x: number = 1;\n"),
                    "c", List.of("int main( ){return 0;}", "int main() { return 0; }"),
                    "cpp", List.of("int main( ){return 0;}", "int main() { return 0; }"),
                    "bash", List.of("if true; then echo  1;fi", "if true; then echo 1; fi\n"),
                    "go", List.of("package  main", "package main\n"),
                    "rust", List.of("fn main( ){}", "fn main() {}\n"),
                    "perl", List.of("my  $x=1;", "my $x = 1;\n"));

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
                                TestUids.above(5_000),
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

    /// On a terminal, as people use it.
    @TestFactory
    Stream<DynamicTest> aReplAnswersALine() {
        return languages.all().stream()
                .filter(language -> LINES.containsKey(language.id()) || language.repl().isPresent())
                .map(language -> dynamicTest(language.id(), () -> answers(language)));
    }

    private static void answers(Language language) throws Exception {
        assumeTrue(language.available(), () -> language.name() + " does not run here");
        List<String> line = LINES.get(language.id());
        assertNotNull(line, "each REPL has a line in this test");
        String repl = language.repl().orElseThrow();
        var resources = new Resources(1000, 1L << 30, 256L << 20, 256);
        var spec = new WorkspaceSpec(UUID.randomUUID(), UUID.randomUUID(), resources, Map.of());
        try (var workspace = driver.start(spec);
                var process =
                        workspace.exec(
                                ProcessSpec.of("sh", "-c", "stty -echo; exec " + repl)
                                        .on(new Stdio.Pty(80, 24)))) {
            process.stdin().write((line.getFirst() + "\n").getBytes(StandardCharsets.UTF_8));
            process.stdin().flush();
            var said = new StringBuilder();
            var patience = CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS);
            patience.execute(() -> process.signal(Signal.KILL));
            for (int c = process.stdout().read(); c >= 0; c = process.stdout().read()) {
                said.append((char) c);
                if (said.toString().endsWith(WHERE_IS_THE_CURSOR)) {
                    process.stdin().write("\u001b[1;1R".getBytes(StandardCharsets.US_ASCII));
                    process.stdin().flush();
                }
                if (said.toString().contains(line.getLast())) {
                    return;
                }
            }
            throw new AssertionError("It did not answer but say: " + said);
        } finally {
            driver.discard(spec.workspace());
        }
    }

    @TestFactory
    Stream<DynamicTest> aFormatterFormats() {
        return languages.all().stream()
                .filter(language -> language.formatter().isPresent())
                .map(language -> dynamicTest(language.id(), () -> formats(language)));
    }

    private static void formats(Language language) throws Exception {
        List<String> text = FORMATTED.get(language.id());
        assertNotNull(text, "each formatter has a text in this test");
        LanguageRecipe recipe = languages.recipe(language.id());
        var outcome = run(recipe.format(recipe.fileFor("")), text.getFirst());
        if (!language.formatter().orElseThrow().installed()) {
            assertEquals(LanguageRecipe.NO_FORMATTER, outcome.exitCode().orElseThrow());
            assumeTrue(false, language.name() + " has no formatter here");
        }
        assertEquals(
                text.getLast().strip(),
                new String(outcome.output().stdout(), StandardCharsets.UTF_8).strip(),
                outcome::toString);
    }

    @Test
    void theProjectsOwnFormatterComesFirst() throws Exception {
        String own = "node_modules/.bin/prettier";
        var outcome =
                run(
                        languages.recipe("javascript").format("a.js"),
                        "let  x",
                        new SourceFile(
                                new FilePath(own),
                                "#!/bin/sh\necho own \"$@\"; cat\n"
                                        .getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "own --stdin-filepath a.js\nlet  x",
                new String(outcome.output().stdout(), StandardCharsets.UTF_8),
                outcome::toString);
    }

    private static Outcome run(List<String> command, String stdin, SourceFile... files)
            throws Exception {
        var resources = new Resources(1000, 1L << 30, 256L << 20, 256);
        var program =
                new Program(
                        "any",
                        Optional.empty(),
                        stdin.getBytes(StandardCharsets.UTF_8),
                        List.of(),
                        Map.of(),
                        LIMITS);
        try (Sandbox sandbox = driver.open(new SandboxSpec(UUID.randomUUID(), resources))) {
            SourceTree.write(sandbox, List.of(files));
            for (SourceFile file : files) {
                command = executable(command, file.path());
            }
            return new ProgramRun(
                            sandbox,
                            ai.ecode.workspace.WorkspaceEnvironment.EMPTY,
                            Watching.NOBODY,
                            Thread::startVirtualThread)
                    .run(
                            new ProgramRun.Commands(Optional.empty(), command, Map.of()),
                            program,
                            LIMITS);
        }
    }

    /// The command after its program was made one.
    private static List<String> executable(List<String> command, FilePath program) {
        return Stream.concat(
                        Stream.of("sh", "-c", "chmod +x \"$0\" && exec \"$@\"", program.value()),
                        command.stream())
                .toList();
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

package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.Outcome;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.Program;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Status;
import ai.ecode.execution.Tool;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the programs of a suite that judge submissions, each in a sandbox of its own without network, in any language of the
/// platform. They may use what is said here, whatever the submission may.
final class TeachersPrograms {

    private final PlatformRuns runs;
    private final LimitSettings settings;
    private final Limits limits;

    TeachersPrograms(PlatformRuns runs, LimitSettings settings, Limits limits) {
        this.runs = runs;
        this.settings = settings;
        this.limits = limits;
    }

    /// What decides what they do, beside the tools of the suite's language.
    List<Tool> tools(SuitePlan suite) throws InterruptedException {
        var languages = new TreeSet<String>();
        suite.programs().forEach(path -> runs.languageOf(path).ifPresent(languages::add));
        languages.remove(suite.language());
        var tools = new ArrayList<Tool>();
        for (String language : languages) {
            tools.add(runs.tool(language));
        }
        return tools;
    }

    /// Compiles each, as far as its language is compiled or has its syntax looked at.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` with file and line; `UNKNOWN_LANGUAGE`
    void require(OrganizationId organization, SuitePlan suite) throws InterruptedException {
        for (String path : suite.programs()) {
            String language =
                    runs.languageOf(path)
                            .filter(runs::takesArguments)
                            .orElseThrow(() ->
                                    refused(
                                            path,
                                            "The program %s is in no language in which a program can be given files."
                                                    .formatted(path)));
            if (!runs.compiles(language)) {
                continue;
            }
            Outcome outcome =
                    runs.compile(
                            organization,
                            program(path, new byte[0], List.of()),
                            sources(suite, path));
            if (outcome.status() != Status.OK) {
                throw doesNotCompile(path, said(outcome));
            }
        }
    }

    private static ECodeException refused(String path, String why) {
        return new ECodeException(MALFORMED_REQUEST, why).with("file", path);
    }

    private static ECodeException doesNotCompile(String path, String said) {
        Matcher place =
                Pattern.compile(
                                Pattern.quote(path.substring(path.lastIndexOf('/') + 1))
                                        + "\"?(?::|[:,]? (?:on )?line )([0-9]{1,7})")
                        .matcher(said);
        boolean isKnown = place.find();
        String line = isKnown ? ", line " + place.group(1) : "";
        ECodeException refused =
                refused(
                        path,
                        "The program does not compile (%s%s): %s"
                                .formatted(path, line, said.strip()));
        return isKnown ? refused.with("line", Integer.parseInt(place.group(1))) : refused;
    }

    /// What the compiler said.
    static String said(Outcome outcome) {
        return outcome.compile()
                .map(step -> Shown.of(step.output().stderr()) + Shown.of(step.output().stdout()))
                .orElse("");
    }

    /// Blocks until it has ended; what a limit ended is run again, since a machine is not always equally fast.
    ///
    /// @throws PlatformFault when it could not be run
    PlatformRuns.Left run(
            OrganizationId organization,
            SuitePlan suite,
            String path,
            byte[] stdin,
            List<String> arguments,
            PlatformRuns.Work work)
            throws InterruptedException {
        try {
            Program program = program(path, stdin, arguments);
            PlatformRuns.Left left = runs.run(organization, program, sources(suite, path), work);
            return left.outcome().exit().limit().isPresent()
                    ? runs.run(organization, program, sources(suite, path), work)
                    : left;
        } catch (ECodeException refused) {
            throw new PlatformFault(
                    "The program %s could not be run: %s".formatted(path, refused.getMessage()),
                    refused);
        }
    }

    private Program program(String path, byte[] stdin, List<String> arguments) {
        Limits most = settings.ceiling();
        return new Program(
                runs.languageOf(path).orElseThrow(),
                Optional.of(path),
                stdin,
                arguments,
                Map.of(),
                Limits.of(
                        Math.min(limits.cpuMillis(), most.cpuMillis()),
                        Math.min(limits.wallMillis(), most.wallMillis()),
                        Math.min(limits.memoryBytes(), most.memoryBytes()),
                        Math.min(limits.processes(), most.processes()),
                        Math.min(limits.outputBytes(), most.outputBytes())));
    }

    /// With what it may use: all files that are neither tests nor other programs.
    private static List<SourceFile> sources(SuitePlan suite, String path) {
        return suite.files().stream()
                .filter(file ->
                        file.path().equals(path)
                                || (file.framework().isEmpty()
                                        && !suite.programs().contains(file.path())))
                .map(file -> file(file.path(), file.content()))
                .toList();
    }

    static SourceFile file(String path, String content) {
        return new SourceFile(new FilePath(path), content.getBytes(StandardCharsets.UTF_8));
    }

    /// What it did in the place of what it should have done.
    ///
    /// @throws PlatformFault for a run that was cut off
    static String fault(PlatformRuns.Left left) {
        Outcome outcome = left.outcome();
        return switch (outcome.status()) {
            case OK, RUNTIME_ERROR -> {
                String how =
                        outcome.exitCode().isPresent()
                                ? "exit code " + outcome.exitCode().getAsInt()
                                : "signal " + outcome.signal().orElse(0);
                yield "ended with %s. %s"
                        .formatted(how, Shown.of(outcome.output().stderr()).strip());
            }
            case COMPILE_ERROR -> "does not compile: " + said(outcome).strip();
            case CPU_LIMIT, WALL_LIMIT -> "did not come to an end";
            case MEMORY_LIMIT -> "took too much memory";
            case PROCESS_LIMIT -> "started too many processes";
            case OUTPUT_LIMIT -> "wrote too much";
            case CANCELLED -> throw new PlatformFault("A program of the tests was cut off");
        };
    }
}

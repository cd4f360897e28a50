package ai.ecode.grading;

import ai.ecode.execution.Outcome;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.Program;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.identity.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Without the wall between sandboxes: programs of teachers share their files with a submission.
final class SharingRuns extends PlatformRuns {

    private final PlatformRuns runs;
    private final List<SourceFile> shared;

    SharingRuns(PlatformRuns runs, List<SourceFile> shared) {
        this.runs = runs;
        this.shared = List.copyOf(shared);
    }

    @Override
    public Outcome run(OrganizationId organization, Program program, List<SourceFile> files)
            throws InterruptedException {
        return runs.run(organization, program, files);
    }

    @Override
    public Left run(OrganizationId organization, Program program, List<SourceFile> files, Work work)
            throws InterruptedException {
        var all = new ArrayList<>(files);
        all.addAll(shared);
        return runs.run(organization, program, all, work);
    }

    @Override
    public Optional<String> languageOf(String path) {
        return runs.languageOf(path);
    }

    @Override
    public Tool tool(String language) throws InterruptedException {
        return runs.tool(language);
    }

    @Override
    public Map<String, String> seed(String language) {
        return runs.seed(language);
    }
}

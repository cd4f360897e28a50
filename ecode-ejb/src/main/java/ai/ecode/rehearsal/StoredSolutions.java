package ai.ecode.rehearsal;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileType;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.ModelSolution;
import ai.ecode.grading.ModelSolutions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Solutions with what is in them, for who carries an assignment elsewhere.
@ApplicationScoped
public class StoredSolutions implements ModelSolutions {

    @Inject private Solutions solutions;
    @Inject private Snapshots snapshots;

    @Override
    public List<ModelSolution> of(AssignmentId id) {
        return solutions.all(id).stream()
                .map(one ->
                        new ModelSolution(
                                one.name(),
                                one.kind(),
                                snapshots.list(one.files()).stream()
                                        .filter(entry -> entry.type() == FileType.FILE)
                                        .map(this::content)
                                        .toList()))
                .toList();
    }

    private Snapshots.Content content(FileEntry entry) {
        try (InputStream stream = snapshots.content(entry)) {
            return new Snapshots.Content(entry.path(), stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

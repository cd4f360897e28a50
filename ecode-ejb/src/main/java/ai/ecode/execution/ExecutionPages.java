package ai.ecode.execution;

import jakarta.data.page.Page;
import jakarta.data.page.PageRequest;
import jakarta.data.repository.By;
import jakarta.data.repository.Find;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Repository;
import java.util.UUID;

/// Runs of a workspace, page by page; the container writes the queries.
@Repository(dataStore = "java:app/env/ecode")
public interface ExecutionPages {

    /// Newest first. Pages count from 1 here.
    @Find
    @OrderBy(value = "startedAt", descending = true)
    @OrderBy("id")
    Page<Execution> of(@By("workspace") UUID workspace, PageRequest page);
}

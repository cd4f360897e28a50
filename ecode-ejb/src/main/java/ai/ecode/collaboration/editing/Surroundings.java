package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.DocumentSaved;
import ai.ecode.collaboration.storing.StoredDocuments;
import ai.ecode.collaboration.storing.UpdateLog;
import ai.ecode.files.DocumentFiles;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// What every open document of a server works with.
///
/// @param beat when documents do what there is to do
/// @param threads runs each task on a virtual thread of its own
/// @param saved is told what became durable, on the document's thread
/// @param server the name under which this server has documents open
public record Surroundings(
        StoredDocuments stored,
        DocumentFiles files,
        UpdateLog log,
        TreeWriter writer,
        Beat beat,
        Clock clock,
        Executor threads,
        Consumer<DocumentSaved> saved,
        String server) {}

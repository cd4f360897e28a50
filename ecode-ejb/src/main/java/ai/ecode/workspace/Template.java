package ai.ecode.workspace;

import java.util.List;

/// What a new workspace begins with.
///
/// @param id stable name on the wire, such as `python`
public record Template(String id, String name, String description, List<TemplateFile> files) {

    /// What is noted as the template of a workspace that was made of an archive: nothing of ours is in it.
    public static final Template ARCHIVE =
            new Template("archive", "Archive", "Made of an uploaded archive.", List.of());

    public Template {
        files = List.copyOf(files);
    }

    /// One file of a template; `path` is relative to the workspace, with `/`.
    @SuppressWarnings("ArrayRecordComponent") // read once from the archive, never changed
    public record TemplateFile(String path, byte[] content, boolean executable) {}
}

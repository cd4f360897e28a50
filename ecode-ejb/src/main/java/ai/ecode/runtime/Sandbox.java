package ai.ecode.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/// A place where processes run on a tree of files, apart from everything else. The files are at [#HOME_FOLDER]; all paths
/// of this interface are relative to it, separated by `/`, `""` being the tree itself. A path that is absolute or holds
/// `..` is refused with `INVALID_PATH`; one that a symbolic link would lead out of the tree is treated as missing.
///
/// Any thread may call; the methods block.
public interface Sandbox extends AutoCloseable {

    /// Where the files are for the processes inside, and their working directory unless they ask for another.
    String HOME_FOLDER = "/workspace";

    /// Starts a process and returns when it has started. In a sandbox from [RuntimeDriver#open] a process sees the files
    /// that the earlier ones left, but no process of theirs: all are gone when the one that was started ends, and at most
    /// one runs at a time, on pipes. In a [RunningWorkspace] any number run side by side, on pipes or terminals, see each
    /// other and share localhost; there, children that outlive the process go on, unless it had limits: then they end
    /// with it, since nobody would count them.
    ///
    /// A program that does not exist ends with exit code 127, as in a shell; that is no exception.
    RunningProcess exec(ProcessSpec process);

    /// Unpacks a tar (ustar, pax or GNU long names) under `folder`, creating it. A file replaces the one that was there,
    /// whole or not at all for every reader inside; files that are not in the tar stay. Entries are files, folders and
    /// symbolic links that stay in the tree; everything else, and names that leave it, is refused with `INVALID_PATH`
    /// before that entry is written. Not atomic over the tar: after an exception some entries may be in place.
    ///
    /// @throws IOException when reading `tar` fails
    void writeTar(String folder, InputStream tar) throws IOException;

    /// Writes all that is under `folder` as a pax tar with names relative to it: files, folders, symbolic links as links;
    /// sockets, pipes and the like are left out, and so is what `excludes` names: a bare name at any depth, or a path
    /// relative to `folder` when it holds a `/`. Files that change or vanish meanwhile appear in one of their states or
    /// not at all; the tar is always well-formed. `tar` is flushed, not closed.
    ///
    /// @throws IOException when writing `tar` fails
    void readTar(String folder, List<String> excludes, OutputStream tar) throws IOException;

    /// The same for some files: `paths` relative to the tree, names in the tar likewise. Missing ones are left out, folders
    /// come without what is in them.
    ///
    /// @throws IOException when writing `tar` fails
    void readTar(List<String> paths, OutputStream tar) throws IOException;

    /// Tells `entries` what is under `folder`, parents before children, otherwise in no order, without `excludes` (as in
    /// [#readTar]). A missing folder has no entries. What changes meanwhile may appear in either state.
    void list(String folder, List<String> excludes, Consumer<TreeEntry> entries);

    /// Removes files, and folders with all that is in them; what is not there is passed over.
    void delete(List<String> paths);

    /// Ends all that runs here. A one-shot sandbox loses its files with it; a workspace keeps its own (as
    /// [RuntimeDriver#stop]). Closing twice does nothing.
    @Override
    void close();
}

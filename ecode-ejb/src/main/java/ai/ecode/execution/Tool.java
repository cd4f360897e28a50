package ai.ecode.execution;

import java.util.List;

/// Something installed here that decides what comes out of a run.
///
/// @param name as its command is called
/// @param version what it says of itself
/// @param files it is made of, as far as they are looked at
public record Tool(String name, String version, List<File> files) {

    /// @param path on this host; of a folder all Python sources in it are meant
    /// @param sha256 64 hexadecimal digits
    public record File(String path, String sha256) {}

    /// How to find out about one.
    ///
    /// @param version a command whose first line of output is the version
    /// @param files words of a shell: names in the path, or absolute paths of files or folders
    public record Question(String name, List<String> version, String files) {

        public Question {
            version = List.copyOf(version);
        }
    }

    public Tool {
        files = List.copyOf(files);
    }
}

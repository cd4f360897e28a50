package ai.ecode.wall;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A class that javac made, and the path of the source that it comes from.
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record Made(String source, byte[] bytes) {

    private static final Path FILE = Path.of(".build", "classes");

    /// Leaves classes, by their binary names, for what runs later:
    ///
    ///     count (4 bytes), then of each: name, source (both modified UTF-8 with 2 bytes of length), length (4 bytes), bytes
    static void write(Map<String, Made> classes) throws IOException {
        try (var out = new DataOutputStream(Files.newOutputStream(FILE))) {
            out.writeInt(classes.size());
            for (Map.Entry<String, Made> one : classes.entrySet()) {
                out.writeUTF(one.getKey());
                out.writeUTF(one.getValue().source);
                out.writeInt(one.getValue().bytes.length);
                out.write(one.getValue().bytes);
            }
        }
    }

    static Map<String, Made> read() throws IOException {
        var classes = new LinkedHashMap<String, Made>();
        try (var in = new DataInputStream(Files.newInputStream(FILE))) {
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                String source = in.readUTF();
                classes.put(name, new Made(source, in.readNBytes(in.readInt())));
            }
        }
        return classes;
    }
}

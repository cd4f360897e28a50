package ai.ecode.wall;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Classes from memory, and files beside them.
final class Loaded extends ClassLoader {

    private final Map<String, byte[]> classes;
    private final Path folder;

    Loaded(ClassLoader parent, Map<String, byte[]> classes, Path folder) {
        super(parent);
        this.classes = classes;
        this.folder = folder;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected URL findResource(String name) {
        Path file = folder.resolve(name).normalize();
        try {
            return file.startsWith(folder) && Files.isRegularFile(file)
                    ? file.toUri().toURL()
                    : null;
        } catch (MalformedURLException e) {
            return null;
        }
    }
}

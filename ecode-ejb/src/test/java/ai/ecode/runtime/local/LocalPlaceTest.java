package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlaceTest {

    @TempDir Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /// A server has a umask of its own: Liberty's keeps others out of every folder that it makes.
    @Test
    void sandboxesCanPassThroughEachFolderThatIsMadeOnTheWay() throws Exception {
        Path place = folder.resolve("made/on/the/way");
        LocalPlace.ownFolder(place);
        for (Path step = place; !step.equals(folder); step = step.getParent()) {
            assertEquals("rwx--x--x", mode(step), step::toString);
        }
    }

    @Test
    void aFolderThatNobodyCanPassIsOpenedWhenItIsTheServersOwn() throws Exception {
        Path place = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-x---"));
        LocalPlace.ownFolder(place);
        assertEquals("rwx--x--x", mode(place));
    }

    @Test
    void whatLeadsElsewhereIsRefused() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertThrows(IOException.class, () -> LocalPlace.ownFolder(link));
    }
}

package ai.ecode.endtoend;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Real Yjs clients, the packages `yjs` and `y-websocket` as they come, in one Node process. Each peer has a name.
final class YjsPeers implements AutoCloseable {

    private final RunningPlatform platform;
    private final Process node;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    YjsPeers(RunningPlatform platform) throws IOException, InterruptedException {
        this.platform = platform;
        Path folder = install();
        node =
                new ProcessBuilder("node", "peers.mjs")
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("peers.log").toFile())
                        .start();
        commands = node.outputWriter(StandardCharsets.UTF_8);
        answers = node.inputReader(StandardCharsets.UTF_8);
    }

    /// Installs the packages beside the peers once for each version of the lock file.
    static synchronized Path install() throws IOException, InterruptedException {
        Path source = RunningPlatform.checkout().resolve("ecode-ear/src/test/yjs");
        Path folder =
                Files.createDirectories(
                        Path.of(System.getProperty("ecode.test.output", "target"))
                                .toAbsolutePath()
                                .resolve("yjs"));
        boolean fresh =
                Files.exists(folder.resolve("package-lock.json"))
                        && Files.mismatch(
                                        source.resolve("package-lock.json"),
                                        folder.resolve("package-lock.json"))
                                == -1
                        && Files.isDirectory(folder.resolve("node_modules/yjs"));
        try (var files = Files.newDirectoryStream(source, "*.{json,mjs}")) {
            for (Path file : files) {
                Files.copy(
                        file,
                        folder.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!fresh) {
            Process npm =
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("npm.log").toFile())
                            .start();
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new IOException("npm ci failed, see " + folder.resolve("npm.log"));
            }
        }
        return folder;
    }

    /// Connects a peer to a file with the person's token, or a peer that has disconnected with all that it has.
    void open(String peer, String person, TestWorkspace workspace, String path) throws IOException {
        open(
                peer,
                workspace,
                path,
                Map.of("Authorization", "Bearer " + platform.sharedToken(person)),
                Map.of());
    }

    /// Connects a peer whose updates come late, twice and in another order, both ways, until it is told to [#calm].
    void openChaotic(String peer, String token, TestWorkspace workspace, String path, int seed)
            throws IOException {
        open(
                peer,
                workspace,
                path,
                Map.of("Authorization", "Bearer " + token),
                Map.of(),
                command -> command.add("chaos", seed));
    }

    /// Delivers what was held back, and everything as it comes from now on.
    void calm(String peer) throws IOException {
        ask("calm", peer, command -> command);
    }

    /// What random edits did, as the characters that came and went.
    record Churned(String inserted, String deleted) {}

    /// Edits at random places; inserts characters from `first` on.
    Churned churn(String peer, int seed, int first, int count) throws IOException {
        JsonObject done =
                ask(
                                "churn",
                                peer,
                                command ->
                                        command.add("seed", seed)
                                                .add("first", first)
                                                .add("count", count))
                        .asJsonObject();
        return new Churned(done.getString("inserted"), done.getString("deleted"));
    }

    /// Forgets the peer with all that it has.
    void close(String peer) throws IOException {
        ask("close", peer, command -> command);
    }

    void open(
            String peer,
            TestWorkspace workspace,
            String path,
            Map<String, String> headers,
            Map<String, String> parameters)
            throws IOException {
        open(peer, workspace, path, headers, parameters, command -> command);
    }

    private void open(
            String peer,
            TestWorkspace workspace,
            String path,
            Map<String, String> headers,
            Map<String, String> parameters,
            UnaryOperator<JsonObjectBuilder> more)
            throws IOException {
        String server =
                platform.at("/ws/collaboration/" + workspace.id())
                        .toString()
                        .replaceFirst("^http", "ws");
        ask(
                "open",
                peer,
                command ->
                        more.apply(
                                command.add("server", server)
                                        .add("room", path)
                                        .add("headers", object(headers))
                                        .add("params", object(parameters))));
    }

    void insert(String peer, int at, String text) throws IOException {
        ask("insert", peer, command -> command.add("at", at).add("text", text));
    }

    void append(String peer, String text) throws IOException {
        ask("insert", peer, command -> command.add("text", text));
    }

    void delete(String peer, int at, int count) throws IOException {
        ask("delete", peer, command -> command.add("at", at).add("count", count));
    }

    String text(String peer) throws IOException {
        return ((JsonString) ask("text", peer, command -> command)).getString();
    }

    /// Waits until the peer has this text.
    void awaitText(String peer, String wanted) throws Exception {
        Eventually.holds(
                () -> text(peer).equals(wanted),
                () ->
                        "%s has “%s” instead of “%s”; %s"
                                .formatted(peer, text(peer), wanted, status(peer)));
    }

    /// Whether the server's state vector, in base 64, says that all of the peer's document is there.
    boolean isCovered(String peer, String vector) throws IOException {
        return ask("covered", peer, command -> command.add("vector", vector)) == JsonValue.TRUE;
    }

    JsonObject status(String peer) throws IOException {
        return ask("status", peer, command -> command).asJsonObject();
    }

    boolean isSynced(String peer) throws IOException {
        return status(peer).getBoolean("synced");
    }

    void awaitSynced(String... peers) throws Exception {
        for (String peer : peers) {
            Eventually.holds(() -> isSynced(peer), () -> peer + " is not synced: " + status(peer));
        }
    }

    /// Waits until the server has closed a connection of the peer's, and gives the code.
    int awaitClose(String peer) throws Exception {
        Eventually.holds(
                () -> !status(peer).getJsonArray("closes").isEmpty(),
                () -> peer + " was not closed: " + status(peer));
        return status(peer).getJsonArray("closes").getJsonObject(0).getInt("code");
    }

    List<String> people(String peer) throws IOException {
        return status(peer).getJsonArray("people").getValuesAs(JsonString::getString);
    }

    void leave(String peer) throws IOException {
        ask("leave", peer, command -> command);
    }

    void back(String peer) throws IOException {
        ask("back", peer, command -> command);
    }

    void vanish(String peer) throws IOException {
        ask("vanish", peer, command -> command);
    }

    void mark(String peer, int at) throws IOException {
        ask("mark", peer, command -> command.add("at", at));
    }

    int marked(String peer) throws IOException {
        return Integer.parseInt(ask("marked", peer, command -> command).toString());
    }

    private JsonValue ask(String what, String peer, UnaryOperator<JsonObjectBuilder> with)
            throws IOException {
        var command = Json.createObjectBuilder().add("do", what).add("name", peer);
        commands.write(with.apply(command).build().toString());
        commands.newLine();
        commands.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The peers ended; see peers.log in their folder");
        }
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject().get("answer");
        }
    }

    private static JsonObject object(Map<String, String> values) {
        var object = Json.createObjectBuilder();
        values.forEach(object::add);
        return object.build();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        node.destroy();
    }
}

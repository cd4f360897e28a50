package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Stock Yjs clients edit two files while their updates come late, twice and in another order, while they come and go, programs
/// write the files, and the server is killed. At the end of each round everybody has the same, and so has the file: each
/// character that somebody wrote and nobody deleted, once. `./ecode convergence-test 300` does more rounds than the usual tests;
/// `-Decode.convergence.seed` repeats a series.
@Tag("convergence")
@Timeout(value = 8, unit = java.util.concurrent.TimeUnit.HOURS)
class ConvergenceTest {

    private static final int ROUNDS = Integer.getInteger("ecode.convergence.rounds", 4);
    private static final int ACTIONS = 40;
    private static final int ROUNDS_BETWEEN_KILLS = 5;
    private static final int FIRST_CHARACTER = 0xf0000;
    private static final Duration START = Duration.ofMinutes(4);
    private static final List<String> FILES = List.of("one.txt", "folder/two.txt");

    private final RunningPlatform platform;
    private final YjsPeers peers;
    private final Random random;
    private final Map<String, TreeSet<Integer>> expected = new HashMap<>();
    private final Map<String, List<String>> present = new HashMap<>();
    private TestWorkspace workspace;
    private String token;
    private int character = FIRST_CHARACTER;
    private int names;
    private int kills;

    ConvergenceTest(RunningPlatform platform) throws Exception {
        this.platform = platform;
        this.peers = new YjsPeers(platform);
        long seed = Long.getLong("ecode.convergence.seed", System.nanoTime());
        this.random = new Random(seed);
        System.out.printf("  %d rounds, seed %d%n", ROUNDS, seed);
    }

    @BeforeEach
    void create() throws Exception {
        workspace = TestWorkspace.create(platform, "developer", "blank");
        // An access token would end before the last round does.
        token =
                new Api(platform, "developer")
                        .post("/api/me/tokens", "{\"name\": \"Convergence\", \"expiresInDays\": 1}")
                        .getString("token");
        for (String file : FILES) {
            workspace.put(file, "");
            expected.put(file, new TreeSet<>());
            present.put(file, new ArrayList<>());
            for (int i = 0; i < 3; i++) {
                join(file);
            }
        }
    }

    @AfterEach
    void delete() throws Exception {
        peers.close();
        workspace.close();
    }

    @Test
    void everybodyEndsWithTheSameAndEachCharacterOnce() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            boolean kill = round % ROUNDS_BETWEEN_KILLS == 2;
            int killAt = kill ? random.nextInt(ACTIONS) : -1;
            for (int action = 0; action < ACTIONS; action++) {
                act(FILES.get(random.nextInt(FILES.size())));
                if (action == killAt) {
                    platform.liberty().kill();
                    kills++;
                }
            }
            if (kill) {
                platform.liberty().start();
                platform.liberty().awaitReady(START);
            }
            for (String file : FILES) {
                settle(file);
            }
            if (round % 10 == 0 || round == ROUNDS) {
                System.out.printf(
                        "  round %d: %d characters written, %d kept, server killed %d times, all the same%n",
                        round,
                        character - FIRST_CHARACTER,
                        expected.values().stream().mapToInt(TreeSet::size).sum(),
                        kills);
            }
            renew();
            workspace = workspace.renewed();
        }
    }

    private void act(String file) throws Exception {
        List<String> here = present.get(file);
        String peer = here.get(random.nextInt(here.size()));
        int dice = random.nextInt(100);
        if (dice < 75) {
            churn(file, peer);
        } else if (dice < 82) {
            peers.leave(peer);
        } else if (dice < 86) {
            peers.vanish(peer);
        } else if (dice < 94) {
            peers.back(peer);
        } else if (dice < 97) {
            join(file);
        } else {
            append(file);
        }
    }

    private void churn(String file, String peer) throws Exception {
        var churned = peers.churn(peer, random.nextInt(), character, 1 + random.nextInt(6));
        character += churned.inserted().codePointCount(0, churned.inserted().length());
        churned.inserted().codePoints().forEach(expected.get(file)::add);
        churned.deleted().codePoints().forEach(expected.get(file)::remove);
    }

    private void join(String file) throws Exception {
        String peer = "peer" + names++;
        peers.openChaotic(peer, token, workspace, file, random.nextInt());
        present.get(file).add(peer);
    }

    /// As a program does, which reads, changes and writes the file.
    private void append(String file) throws Exception {
        String added = Character.toString(character);
        try {
            HttpResponse<String> read = workspace.get("/files/" + file);
            if (read.statusCode() != 200) {
                return;
            }
            String tag = read.headers().firstValue("ETag").orElseThrow();
            if (workspace.put(file, read.body() + added, "If-Match", tag).statusCode() == 200) {
                expected.get(file).add(character++);
            }
        } catch (java.io.IOException killed) {
            // Whether it was written is not known; the character is not used again.
            character++;
        }
    }

    private void settle(String file) throws Exception {
        String fresh = "fresh" + names++;
        for (String peer : present.get(file)) {
            peers.calm(peer);
            peers.back(peer);
        }
        peers.awaitSynced(present.get(file).toArray(String[]::new));
        String first = present.get(file).getFirst();
        Eventually.holds(
                () -> {
                    String text = peers.text(first);
                    for (String peer : present.get(file)) {
                        if (!peers.text(peer).equals(text)) {
                            return false;
                        }
                    }
                    return workspace.get("/files/" + file).body().equals(text)
                            && points(text).equals(shown(expected.get(file)));
                },
                () -> difference(file));
        peers.open(fresh, workspace, file, Map.of("Authorization", "Bearer " + token), Map.of());
        peers.awaitText(fresh, peers.text(first));
        peers.close(fresh);
        assertEquals(shown(expected.get(file)), points(peers.text(first)), file);
    }

    private String difference(String file) throws Exception {
        var difference = new StringBuilder(file);
        difference.append("\n  expected ").append(shown(expected.get(file)));
        difference.append("\n  the file ").append(points(workspace.get("/files/" + file).body()));
        for (String peer : present.get(file)) {
            difference
                    .append("\n  ")
                    .append(peer)
                    .append(' ')
                    .append(points(peers.text(peer)))
                    .append(' ')
                    .append(peers.status(peer).getJsonArray("closes"));
        }
        return difference.toString();
    }

    /// Some of those who were there are replaced by others, who know nothing of before.
    private void renew() throws Exception {
        for (String file : FILES) {
            List<String> here = present.get(file);
            while (here.size() > 2) {
                peers.close(here.removeFirst());
            }
            join(file);
            for (String peer : here) {
                peers.close(peer);
            }
            here.clear();
            for (int i = 0; i < 3; i++) {
                join(file);
            }
        }
    }

    /// All characters in order of their codes, so that one that is there twice shows.
    private static String points(String text) {
        return text.codePoints()
                .sorted()
                .mapToObj(point -> Integer.toString(point - FIRST_CHARACTER))
                .collect(Collectors.joining(" "));
    }

    private static String shown(TreeSet<Integer> points) {
        return points.stream()
                .map(point -> Integer.toString(point - FIRST_CHARACTER))
                .collect(Collectors.joining(" "));
    }
}

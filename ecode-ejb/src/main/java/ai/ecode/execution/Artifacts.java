package ai.ecode.execution;

import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.TreeEntry;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What compilers made of sources, in memory, so that the same sources of the same organization are compiled once. Never
/// shared between organizations: how fast an answer comes must not tell what others run. Any thread may call.
final class Artifacts {

    /// Tools may be upgraded under a server that runs.
    private static final Duration KEPT = Duration.ofHours(1);

    private final long mostBytes;
    private final Cache<Key, Artifact> kept;

    /// @param mostBytes of all that is kept; one artifact takes an eighth of it at most; 0 keeps nothing
    Artifacts(long mostBytes) {
        this.mostBytes = mostBytes;
        this.kept =
                Caffeine.newBuilder()
                        .maximumWeight(mostBytes)
                        .weigher((Key _, Artifact artifact) -> artifact.weight())
                        .expireAfterWrite(KEPT)
                        .build();
    }

    /// All that decides what a compiler makes.
    record Key(OrganizationId organization, String sha256) {

        static Key of(
                OrganizationId organization,
                String language,
                List<String> command,
                List<SourceFile> files) {
            MessageDigest digest = newDigest();
            try (var out =
                    new DataOutputStream(
                            new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                out.writeUTF(language);
                out.writeInt(command.size());
                for (String word : command) {
                    out.writeUTF(word);
                }
                for (SourceFile file :
                        files.stream()
                                .sorted(Comparator.comparing(file -> file.path().value()))
                                .toList()) {
                    out.writeUTF(file.path().value());
                    out.writeInt(file.content().length);
                    out.write(file.content());
                }
            } catch (IOException e) {
                throw new IllegalStateException("A digest does not fail", e);
            }
            return new Key(organization, HexFormat.of().formatHex(digest.digest()));
        }

        private static MessageDigest newDigest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }

    /// @param tar of the folder for what is compiled
    /// @param step how the compiler ended and what it said, warnings for instance
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    private record Artifact(byte[] tar, Outcome.Step step) {
        int weight() {
            Outcome.Output output = step.output();
            return tar.length + output.stdout().length + output.stderr().length;
        }
    }

    /// What is known of compiling these sources with this command.
    ProgramRun.Kept of(Key key, List<SourceFile> files, Sandbox sandbox) {
        return new ProgramRun.Kept() {
            @Override
            public Optional<Outcome.Step> restore() {
                return Artifacts.this.restore(key, sandbox);
            }

            @Override
            public void keep(Outcome.Step step) {
                Artifacts.this.keep(key, sandbox, files, step);
            }
        };
    }

    /// Puts what was made of the same sources before into the sandbox; empty when there is none.
    private Optional<Outcome.Step> restore(Key key, Sandbox sandbox) {
        Artifact artifact = kept.getIfPresent(key);
        if (artifact == null) {
            return Optional.empty();
        }
        try {
            sandbox.writeTar(SourceTree.OUT, new ByteArrayInputStream(artifact.tar));
            return Optional.of(artifact.step.again());
        } catch (IOException e) {
            return Optional.empty(); // then it is compiled
        }
    }

    /// Keeps what the compiler just made, unless it is large, or the compiler changed something else than its own folder:
    /// that would be missing next time.
    private void keep(Key key, Sandbox sandbox, List<SourceFile> files, Outcome.Step step) {
        long most = mostBytes / 8;
        if (most == 0 || step.output().truncated() || !isUntouched(sandbox, files)) {
            return;
        }
        var tar = new ByteArrayOutputStream();
        try {
            sandbox.readTar(SourceTree.OUT, List.of(), new Bounded(tar, most));
            kept.put(key, new Artifact(tar.toByteArray(), step));
        } catch (IOException tooLarge) {
            // Not worth its room.
        }
    }

    private static boolean isUntouched(Sandbox sandbox, List<SourceFile> files) {
        Map<String, Long> expected = new HashMap<>();
        files.forEach(file -> expected.put(file.path().value(), (long) file.content().length));
        Map<String, Long> found = new HashMap<>();
        sandbox.list(
                "",
                List.of(SourceTree.OUT),
                entry -> {
                    if (entry.type() != TreeEntry.Type.FOLDER) {
                        found.put(entry.path(), entry.size());
                    }
                });
        return found.equals(expected);
    }
}

package ai.ecode.runtime.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds a place in this host's cgroups where groups can be made and limited: v2, v1, both side by side (hybrid), or
/// nowhere, as for most ordinary users. Only a place where a group was really made counts.
final class Cgroups {

    /// `ecode-`, the pid of the server, and something of its own.
    private static final Pattern OURS = Pattern.compile("ecode-(\\d{1,18})-[0-9a-f]+");

    private final Path mounts;
    private final Path memberships;

    /// @param mounts normally `/proc/self/mountinfo`
    /// @param memberships normally `/proc/self/cgroup`
    Cgroups(Path mounts, Path memberships) {
        this.mounts = mounts;
        this.memberships = memberships;
    }

    static Cgroups ofThisProcess() {
        return new Cgroups(Path.of("/proc/self/mountinfo"), Path.of("/proc/self/cgroup"));
    }

    /// Makes a group of this name in the first place where that works.
    Optional<Cgroup> make(String name) {
        Map<String, Path> mounted = mounted();
        for (Candidate candidate : candidates(mounted)) {
            try {
                Cgroup made = candidate.parent.child(name);
                probe(made);
                candidate.parent.removeAbandoned(OURS);
                return Optional.of(made);
            } catch (IOException e) {
                // Not writable, or without the controllers: the next place.
            }
        }
        return Optional.empty();
    }

    private record Candidate(Cgroup parent) {}

    private static void probe(Cgroup group) throws IOException {
        Cgroup child = group.child("probe");
        try {
            child.limitMemory(64L << 20);
            child.limitProcesses(16);
        } finally {
            child.remove();
        }
    }

    /// The own group first, so that what limits this server also limits what it starts; then those above it.
    private List<Candidate> candidates(Map<String, Path> mounted) {
        var found = new ArrayList<Candidate>();
        Map<String, Path> own = memberships();
        Path memory = mounted.get("memory");
        Path pids = mounted.get("pids");
        Path cpuTime = mounted.get("cpuacct");
        if (memory != null && pids != null && cpuTime != null) {
            Path cpu = mounted.get("cpu");
            for (boolean below : List.of(true, false)) {
                found.add(
                        new Candidate(
                                Cgroup.v1(
                                        place(memory, own.get("memory"), below),
                                        place(pids, own.get("pids"), below),
                                        place(cpuTime, own.get("cpuacct"), below),
                                        cpu == null ? null : place(cpu, own.get("cpu"), below))));
            }
        }
        Path unified = mounted.get("");
        if (unified != null) {
            Set<Path> places = new LinkedHashSet<>();
            Path place = place(unified, own.get(""), true);
            while (place != null && place.startsWith(unified)) {
                places.add(place);
                place = place.getParent();
            }
            places.forEach(p -> found.add(new Candidate(Cgroup.v2(p))));
        }
        return found;
    }

    private static Path place(Path mount, @Nullable Path membership, boolean below) {
        if (!below || membership == null) {
            return mount;
        }
        Path place = mount.resolve(membership);
        return Files.isDirectory(place) ? place : mount;
    }

    /// Mount points by controller; the unified hierarchy under the empty name (proc(5), mountinfo).
    private Map<String, Path> mounted() {
        var found = new HashMap<String, Path>();
        for (String line : lines(mounts)) {
            String[] halves = line.split(" - ", 2);
            if (halves.length < 2) {
                continue;
            }
            String[] about = halves[0].split(" ", -1);
            String[] source = halves[1].split(" ", -1);
            if (about.length < 5 || source.length < 3) {
                continue;
            }
            Path at = Path.of(about[4]);
            if (source[0].equals("cgroup2")) {
                found.put("", at);
            } else if (source[0].equals("cgroup")) {
                for (String option : source[2].split(",", -1)) {
                    found.put(option, at);
                }
            }
        }
        return found;
    }

    /// Where this process is, by controller, relative to the mount point.
    private Map<String, Path> memberships() {
        var found = new HashMap<String, Path>();
        for (String line : lines(memberships)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                Path place = Path.of("/").relativize(Path.of(parts[2]));
                for (String controller : parts[1].split(",", -1)) {
                    found.put(controller, place);
                }
            }
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }
}

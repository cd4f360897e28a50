package ai.ecode.preview.starting;

import java.util.stream.Stream;

/// A server that a plugin of the project's pom.xml starts.
record MavenProject(ProjectFiles files) implements Detection.Project {

    private static final String FILE = "pom.xml";

    private record Plugin(String artifact, String name, String goals) {}

    private static final Plugin[] KNOWN = {
        new Plugin("quarkus-maven-plugin", "quarkus", "quarkus:dev"),
        new Plugin("spring-boot-maven-plugin", "spring", "spring-boot:run"),
        new Plugin("liberty-maven-plugin", "liberty", "liberty:dev"),
        new Plugin("exec-maven-plugin", "exec", "-q compile exec:java")
    };

    @Override
    public Stream<Detection.Way> ways() {
        String maven = files.has("mvnw") ? "sh ./mvnw" : "mvn";
        String pom = files.text(FILE).orElse("");
        return Stream.of(KNOWN)
                .filter(plugin -> pom.contains("<artifactId>" + plugin.artifact() + "<"))
                .map(plugin ->
                        new Detection.Way(plugin.name(), maven + " " + plugin.goals(), FILE));
    }
}

package ai.ecode.preview.starting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.preview.StartCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionTest {

    @Test
    void scriptsOfAPackageAreOfferedInTheOrderOfTheirUse() {
        assertEquals(
                List.of("npm run dev", "npm run start", "npm run serve"),
                commands(
                        Map.of(
                                "package.json",
                                "{\"scripts\":{\"serve\":\"b\",\"start\":\"a\",\"dev\":\"vite\",\"test\":\"c\"}}")));
    }

    @Test
    void whatAPackageDependsOnIsInstalledFirst() {
        var manifest = "{\"scripts\":{\"dev\":\"vite\"},\"devDependencies\":{\"vite\":\"8\"}}";
        assertEquals(
                List.of("test -d node_modules || npm install && npm run dev"),
                commands(Map.of("package.json", manifest)));
        assertEquals(
                List.of("test -d node_modules || yarn install && yarn run dev"),
                commands(Map.of("package.json", manifest, "yarn.lock", "")));
        assertEquals(
                List.of("test -d node_modules || pnpm install && pnpm run dev"),
                commands(Map.of("package.json", manifest, "pnpm-lock.yaml", "")));
    }

    @Test
    void aBrokenPackageIsNoneAndFailsNothing() {
        for (String broken :
                new String[] {"", "{", "[]", "{\"scripts\":[]}", "{\"scripts\":{\"dev\":1}}"}) {
            assertEquals(List.of(), commands(Map.of("package.json", broken)), broken);
        }
    }

    @Test
    void aFlaskApplicationRunsWithItsReloader() {
        assertEquals(
                List.of("python3 -m flask --app app --debug run"),
                commands(Map.of("app.py", "from flask import Flask\napp = Flask(__name__)\n")));
    }

    @Test
    void whatAPythonProjectRequiresGoesIntoItsOwnEnvironment() {
        assertEquals(
                List.of(
                        "test -d .venv || { python3 -m venv .venv && .venv/bin/pip install -r requirements.txt; }"
                                + " && .venv/bin/python -m uvicorn main:api --reload"),
                commands(Map.of("main.py", "api = FastAPI()\n", "requirements.txt", "fastapi\n")));
    }

    @Test
    void djangoIsKnownByItsManager() {
        assertEquals(
                List.of("python3 manage.py runserver"), commands(Map.of("manage.py", "import os")));
    }

    @Test
    void aProgramThatServesNothingIsNotOffered() {
        assertEquals(List.of(), commands(Map.of("main.py", "print('Flask')", "README.md", "")));
        assertEquals(List.of(), commands(Map.of("pom.xml", "<project/>")));
    }

    @Test
    void mavensServersAreKnownByTheirPlugins() {
        assertEquals(
                List.of("mvn quarkus:dev"),
                commands(Map.of("pom.xml", pom("quarkus-maven-plugin"))));
        assertEquals(
                List.of("sh ./mvnw spring-boot:run"),
                commands(Map.of("pom.xml", pom("spring-boot-maven-plugin"), "mvnw", "")));
        assertEquals(
                List.of("mvn -q compile exec:java"),
                commands(Map.of("pom.xml", pom("exec-maven-plugin"))));
    }

    @Test
    void pagesAreServedWhereNothingElseServesThem() {
        assertEquals(
                List.of("python3 -m http.server 8000 --bind 127.0.0.1"),
                commands(Map.of("index.html", "")));
        assertEquals(
                List.of("python3 -m http.server 8000 --bind 127.0.0.1 --directory public"),
                commands(Map.of("public/index.html", "")));
        assertEquals(
                List.of("npm run dev"),
                commands(
                        Map.of(
                                "index.html",
                                "",
                                "package.json",
                                "{\"scripts\":{\"dev\":\"vite\"}}")));
    }

    @Test
    void aProjectInAFolderIsStartedThereWhateverTheFolderIsCalled() {
        var files = Map.of("package.json", "{\"scripts\":{\"dev\":\"vite\"}}");
        assertEquals(
                List.of(
                        new StartCommand(
                                "dev", "cd app && { npm run dev; }", "app", "app/package.json")),
                new Detection("app", project(files)).commands());
        assertEquals(
                "cd 'it'\\''s $(here)' && { npm run dev; }",
                new Detection("it's $(here)", project(files)).commands().getFirst().command());
        assertEquals(
                "cd ./-x && { npm run dev; }",
                new Detection("-x", project(files)).commands().getFirst().command());
    }

    private static List<String> commands(Map<String, String> files) {
        return new Detection("", project(files))
                .commands().stream().map(StartCommand::command).toList();
    }

    private static String pom(String plugin) {
        return "<project><build><plugins><plugin><artifactId>%s</artifactId></plugin></plugins></build></project>"
                .formatted(plugin);
    }

    private static ProjectFiles project(Map<String, String> files) {
        return new ProjectFiles() {
            @Override
            public boolean has(String path) {
                return files.containsKey(path);
            }

            @Override
            public Optional<String> text(String path) {
                return Optional.ofNullable(files.get(path));
            }
        };
    }
}

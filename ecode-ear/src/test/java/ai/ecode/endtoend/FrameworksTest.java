package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Development servers of others, installed in a workspace as their users do, started from the workbench and seen in the
/// pane: what is edited shows at once. They download for minutes, so they run only when asked for:
/// `mvn verify -Dgroups=frameworks -DexcludedGroups=none`.
@Tag("frameworks")
@Timeout(900)
class FrameworksTest {

    private static final String OWNER = "developer";

    /// What has to be downloaded, on a slow line and half a processor.
    private static final Duration INSTALL = Duration.ofMinutes(6);

    private final RunningPlatform platform;
    private final Chromium chromium;
    private TestWorkspace workspace;

    FrameworksTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeEach
    void aWorkspace() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        workspace.start();
    }

    @AfterEach
    void clear() throws Exception {
        workspace.close();
    }

    @Test
    void webpacksServerPutsNewModulesIntoThePageThatIsShown() throws Exception {
        workspace.put(
                "package.json",
                """
                {"scripts": {"dev": "webpack serve --mode development --client-web-socket-url auto://0.0.0.0:0/ws"},
                 "devDependencies": {"webpack": "5.112.2", "webpack-cli": "7.3.1", "webpack-dev-server": "6.1.0"}}
                """);
        workspace.put(
                "public/index.html",
                "<!doctype html><h1></h1><p></p><script src=\"main.js\"></script>");
        workspace.put(
                "src/index.js",
                """
                import { text } from './text.js';
                document.querySelector('p').textContent = String(Math.random());
                const show = () => { document.querySelector('h1').textContent = text; };
                show();
                module.hot.accept('./text.js', show);
                """);
        workspace.put("src/text.js", "export const text = 'before';");
        install("npm install");
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var workbench = preview(visitor, "dev", 8080);
            var heading = workbench.preview().locator("h1");
            assertThat(heading).hasText("before", patience());
            String loaded = workbench.preview().locator("p").textContent();
            workspace.run("echo \"export const text = 'after';\" > src/text.js");
            assertThat(heading).hasText("after", patience());
            // The page was not loaded anew.
            assertThat(workbench.preview().locator("p")).hasText(loaded);
        }
    }

    @Test
    void flaskShowsANewAnswerAsSoonAsItsSourceChanged() throws Exception {
        workspace.put("app.py", flask("before"));
        assumeTrue(hasFlask(), "Flask is neither here nor to be had from an index");
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var workbench = preview(visitor, "flask", 5000);
            assertThat(workbench.preview().locator("h1")).hasText("before", patience());
            workbench.preview().getByRole(AriaRole.BUTTON).click();
            assertThat(workbench.preview().locator("h1")).hasText("before 1", patience());
            workspace.put("app.py", flask("after"), "If-Match", "*");
            visitor.forgive();
            Eventually.holds(
                    () -> {
                        visitor.page().getByRole(AriaRole.BUTTON, named("Reload")).click();
                        return workbench.preview().locator("h1").textContent().equals("after 1");
                    },
                    () -> workbench.preview().locator("h1").textContent());
        }
    }

    @Test
    void nextPutsANewComponentIntoThePageThatIsShown() throws Exception {
        workspace.put(
                "package.json",
                """
                {"scripts": {"dev": "next dev"},
                 "dependencies": {"next": "16.4.6", "react": "19.3.1", "react-dom": "19.3.1"}}
                """);
        workspace.put(
                "app/layout.js",
                "export default function Layout({children}) { return <html lang=\"en\"><body>{children}</body></html>; }");
        workspace.put("app/page.js", next("before"));
        install("npm install");
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var workbench = preview(visitor, "dev", 3000);
            var button = workbench.preview().locator("body > button");
            assertThat(button).hasText("before 0", patience());
            // It answers as soon as its scripts run.
            Eventually.holds(
                    () -> {
                        button.click();
                        return !button.textContent().equals("before 0");
                    },
                    button::textContent);
            String count = button.textContent().replace("before", "after");
            workspace.put("app/page.js", next("after"), "If-Match", "*");
            assertThat(button).hasText(count, patience());
            visitor.forgive();
        }
    }

    private static String next(String text) {
        return """
        'use client';
        import { useState } from 'react';
        export default function Page() {
            const [count, setCount] = useState(0);
            return <button onClick={() => setCount(count + 1)}>%s {count}</button>;
        }
        """
                .formatted(text);
    }

    @Test
    void springBootShowsANewAnswerWhenItsClassesWereCompiledAnew() throws Exception {
        workspace.put(
                "pom.xml",
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
                    <version>3.5.7</version>
                  </parent>
                  <groupId>test</groupId><artifactId>shop</artifactId><version>1</version>
                  <dependencies>
                    <dependency>
                      <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId>
                    </dependency>
                    <dependency>
                      <groupId>org.springframework.boot</groupId><artifactId>spring-boot-devtools</artifactId>
                      <optional>true</optional>
                    </dependency>
                  </dependencies>
                  <build><plugins><plugin>
                    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId>
                  </plugin></plugins></build>
                </project>
                """);
        workspace.put("src/main/java/shop/Shop.java", spring("before"));
        install("mvn -q -B spring-boot:help test-compile");
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var workbench = preview(visitor, "spring", 8080);
            assertThat(workbench.preview().locator("h1")).hasText("before", patience());
            workspace.put("src/main/java/shop/Shop.java", spring("after"), "If-Match", "*");
            install("mvn -q -B compile");
            visitor.forgive();
            Eventually.holds(
                    () -> {
                        visitor.page().getByRole(AriaRole.BUTTON, named("Reload")).click();
                        return workbench.preview().locator("h1").textContent().equals("after");
                    },
                    () -> workbench.preview().locator("h1").textContent());
        }
    }

    private static String spring(String text) {
        return """
        package shop;
        import org.springframework.boot.SpringApplication;
        import org.springframework.boot.autoconfigure.SpringBootApplication;
        import org.springframework.web.bind.annotation.*;
        @SpringBootApplication @RestController
        public class Shop {
            public static void main(String[] arguments) { SpringApplication.run(Shop.class, arguments); }
            @GetMapping(value = "/", produces = "text/html")
            public String page() { return "<h1>%s</h1>"; }
        }
        """
                .formatted(text);
    }

    private static String flask(String text) {
        return """
        from flask import Flask, redirect, session, url_for

        app = Flask(__name__)
        app.secret_key = "of the tests"

        @app.get("/")
        def index():
            return f"<h1>%s {session.get('count', '')}</h1><form method=post><button>More</button></form>"

        @app.post("/")
        def more():
            session["count"] = session.get("count", 0) + 1
            return redirect(url_for("index"))
        """
                .formatted(text);
    }

    /// That of the system, or one of its own.
    private boolean hasFlask() throws Exception {
        if (answers("python3 -c 'import flask'")) {
            return true;
        }
        workspace.put("requirements.txt", "flask==3.1.3");
        return answers("python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt");
    }

    private boolean answers(String command) throws Exception {
        try (var terminal = workspace.terminal()) {
            terminal.type("(" + command + "); echo \"ended-$?\"\r");
            terminal.awaitMatch("ended-\\d", INSTALL);
            return terminal.output().contains("ended-0");
        }
    }

    private void install(String command) throws Exception {
        assertTrue(answers(command), command);
    }

    /// Starts the project and opens its preview when its server listens.
    private Workbench preview(Visitor visitor, String name, int port) {
        visitor.open("/@" + OWNER + "/test");
        var workbench = Workbench.on(visitor.page());
        workbench.command("Start Project");
        workbench.awaitStatus(name + ": port " + port, INSTALL);
        workbench
                .notification("Port " + port + " is open")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Open Preview").setExact(true))
                .click();
        return workbench;
    }

    private static LocatorAssertions.HasTextOptions patience() {
        return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}

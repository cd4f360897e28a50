package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each page of ours, at a desk and on a phone, light and dark: without serious findings of axe, never wider than the screen,
/// without a complaint in the console; and its picture is kept in `target/screenshots`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Map<String, Visitor> visitors = new HashMap<>();

    PagesTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    /// A page in one state: who looks, at which address, what they press, and the heading or text that says it is there.
    record Scene(String name, String user, String path, Consumer<Page> steps, String shows) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene("landing", "", "/", _ -> {}, "Run code with one request"),
                new Scene("sign-in", "", "/login?to=/", _ -> {}, "Sign in"),
                new Scene("sign-up", "", "/signup", _ -> {}, "Register"),
                new Scene("not-found", "student2", "/nowhere", _ -> {}, "There is nothing here"),
                new Scene("home", "student2", "/", _ -> {}, "Data lab"),
                new Scene("home-trash", "student2", "/?view=trash", _ -> {}, "Old experiment"),
                new Scene("home-shared", "student2", "/?view=shared", _ -> {}, "Team project"),
                new Scene(
                        "workspace-members",
                        "student2",
                        "/@student2/data-lab/settings",
                        _ -> {},
                        "Has not signed in yet"),
                new Scene(
                        "workspace-invite",
                        "student2",
                        "/@student2/data-lab/settings",
                        page -> press(page, "Invite"),
                        "Of somebody in your organization"),
                new Scene(
                        "workspace-member",
                        "student2",
                        "/@student3/team-project/settings",
                        _ -> {},
                        "Leave"),
                new Scene("home-empty", "outsider", "/", _ -> {}, "Your first workspace"),
                new Scene(
                        "home-create",
                        "student2",
                        "/",
                        page -> press(page, "Create workspace"),
                        "Template"),
                new Scene(
                        "home-delete",
                        "student2",
                        "/",
                        page -> {
                            press(page, "More for Data lab");
                            page.getByRole(
                                            AriaRole.MENUITEM,
                                            new GetByRoleOptions().setName("Move to trash"))
                                    .click();
                        },
                        "Type its name to confirm"),
                new Scene("profile", "student2", "/profile", _ -> {}, "student2"),
                new Scene("settings", "student2", "/settings", _ -> {}, "This one"),
                new Scene("forbidden", "student2", "/admin/audit", _ -> {}, "not open to you"),
                new Scene("audit", "auditor", "/admin/audit", _ -> {}, "workspace.create"),
                new Scene(
                        "audit-event",
                        "auditor",
                        "/admin/audit?action=workspace.create",
                        page -> page.getByRole(AriaRole.ROW).nth(1).click(),
                        "Network address"),
                new Scene("courses", "teacher", "/courses", _ -> {}, "Programmieren für alle"),
                new Scene(
                        "courses-create",
                        "teacher",
                        "/courses",
                        page -> press(page, "Create course"),
                        "Time zone of its dates"),
                new Scene("courses-none", "auditor", "/courses", _ -> {}, "No course yet"),
                new Scene(
                        "course",
                        "teacher",
                        "/courses",
                        page -> {
                            page.getByText("Programmieren für alle").first().click();
                            page.getByLabel("Roster file")
                                    .setInputFiles(
                                            new FilePayload(
                                                    "roster.csv",
                                                    "text/csv",
                                                    ("email,name,section\nlate@demo.example,Lara Late,Lab 7\n"
                                                                    + "student2@demo.example,,Lab 1\n,Nobody,\n")
                                                            .getBytes(StandardCharsets.UTF_8)));
                        },
                        "There is no e-mail address."),
                new Scene(
                        "assignment",
                        "teacher",
                        "/courses",
                        page -> {
                            openAssignment(page);
                            page.getByRole(
                                            AriaRole.BUTTON,
                                            new GetByRoleOptions()
                                                    .setName("main.py")
                                                    .setExact(true))
                                    .last()
                                    .click();
                            press(page, "Comment on line 1 of main.py");
                        },
                        "What if there is none?"),
                new Scene(
                        "assignment-rubric",
                        "teacher",
                        "/courses",
                        page -> {
                            openAssignment(page);
                            press(page, "Change the rubric");
                        },
                        "Add a criterion"),
                new Scene(
                        "assignment-student",
                        "student2",
                        "/courses",
                        PagesTest::openAssignment,
                        "Your score is"),
                new Scene(
                        "assignment-complaint",
                        "teacher",
                        "/courses",
                        PagesTest::openAssignment,
                        "The idea is right, is it not?"),
                new Scene(
                        "assignment-queue",
                        "teacher",
                        "/courses",
                        page -> {
                            page.getByText("Programmieren für alle").first().click();
                            page.getByText("Summe und Überlauf").first().click();
                            press(page, "Judge the next one");
                        },
                        "Give it back"),
                new Scene(
                        "grade-book",
                        "teacher",
                        "/courses",
                        PagesTest::openGrades,
                        "add up to 90 %, not to 100 %"),
                new Scene(
                        "grade-book-total",
                        "teacher",
                        "/courses",
                        page -> {
                            openGrades(page);
                            press(page, "Total of Sofia Student");
                        },
                        "What counts"),
                new Scene(
                        "grade-book-cell",
                        "teacher",
                        "/courses",
                        page -> {
                            openGrades(page);
                            press(page, "Mündliche Prüfung of Sofia Student");
                        },
                        "Left out of everything"),
                new Scene(
                        "grade-book-weights",
                        "teacher",
                        "/courses",
                        page -> {
                            openGrades(page);
                            press(page, "Weights");
                        },
                        "Add a category"),
                new Scene(
                        "grade-book-import",
                        "teacher",
                        "/courses",
                        page -> {
                            openGrades(page);
                            page.getByLabel("File with scores")
                                    .setInputFiles(
                                            new FilePayload(
                                                    "scores.csv",
                                                    "text/csv",
                                                    "user,Mündliche Prüfung,Referat (10 points)\nstudent2,12,7\nnobody,1,2\n"
                                                            .getBytes(StandardCharsets.UTF_8)));
                        },
                        "No student of the course is “nobody”."),
                new Scene(
                        "progress-student",
                        "student2",
                        "/courses",
                        page -> {
                            page.getByText("Programmieren für alle").first().click();
                            page.getByRole(
                                            AriaRole.LINK,
                                            new GetByRoleOptions().setName("My progress"))
                                    .click();
                        },
                        "Your total so far"),
                new Scene("administration", "admin", "/admin", _ -> {}, "PostgreSQL"),
                new Scene(
                        "no-workspace",
                        "student2",
                        "/@nobody/nothing",
                        _ -> {},
                        "There is no such workspace"));
    }

    @BeforeAll
    void someWorkspaces() throws Exception {
        var api = new Api(platform, "student2");
        api.deleteAllWorkspaces();
        var lab = api.createWorkspace("Data lab", "python");
        invite(api, lab, "student1", "editor");
        invite(api, lab, "somebody-with-a-rather-long-user-name@university.example", "viewer");
        var others = new Api(platform, "student3");
        others.deleteAllWorkspaces();
        invite(others, others.createWorkspace("Team project", "node"), "student2", "viewer");
        api.createWorkspace(
                "Überraschung 数据实验室 with a name that goes on for quite a while", "java");
        var old = api.createWorkspace("Old experiment", "node");
        api.delete("/api/workspaces/" + old);
        new Api(platform, "outsider").deleteAllWorkspaces();
        var teacher = new Api(platform, "teacher");
        var course =
                teacher.post(
                        "/api/courses",
                        "{\"title\":\"Programmieren für alle 入门\",\"term\":\"Herbst 2026\",\"timeZone\":\"Europe/Vienna\"}");
        var code =
                teacher.post("/api/courses/" + course.getString("id") + "/invitation", "")
                        .getString("invitation");
        api.post("/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        judged(teacher, api, "/api/courses/" + course.getString("id"));
        weighed(teacher, "/api/courses/" + course.getString("id"));
    }

    /// Two categories whose weights are not 100 together, and an oral exam.
    private static void weighed(Api teacher, String course) throws Exception {
        String first =
                teacher.get(course + "/gradebook")
                        .getJsonArray("categories")
                        .getJsonObject(0)
                        .getString("id");
        String exams = "7f0c0f5e-9a51-4c1e-8a70-6f6f4f0b8b11";
        teacher.putJson(
                course + "/gradebook/plan",
                "{\"missingAsZero\":true,\"categories\":[{\"id\":\"%s\",\"title\":\"Übungen\",\"weight\":60,\"dropLowest\":1},{\"id\":\"%s\",\"title\":\"Prüfungen\",\"weight\":30}]}"
                        .formatted(first, exams));
        String oral =
                teacher.post(
                                course + "/gradebook/items",
                                "{\"title\":\"Mündliche Prüfung\",\"points\":20,\"category\":\"%s\"}"
                                        .formatted(exams))
                        .getString("id");
        String student =
                teacher.get(course + "/gradebook")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("enrolment");
        teacher.putJson(
                "%s/gradebook/cells/%s/%s".formatted(course, oral, student),
                "{\"state\":\"scored\",\"score\":17.25}");
        teacher.putJson(course + "/gradebook/items/" + oral + "/release", "{}");
        teacher.putJson(
                "%s/gradebook/cells/%s/%s".formatted(course, oral, student),
                "{\"state\":\"scored\",\"score\":18}");
    }

    /// An assignment with a submission that was tested, judged and released.
    private static void judged(Api teacher, Api student, String course) throws Exception {
        String assignment =
                "/api/assignments/"
                        + teacher.post(
                                        course + "/assignments",
                                        "{\"title\":\"Summe und Überlauf\",\"statement\":\"Add **two** numbers.\"}")
                                .getString("id");
        teacher.putJson(
                assignment + "/suite",
                "{\"language\":\"python\",\"tests\":[{\"name\":\"small\",\"stdin\":\"1 2\",\"expected\":\"3\"},{\"name\":\"large\",\"stdin\":\"20 22\",\"expected\":\"42\"}]}");
        var criterion =
                teacher.putJson(
                                assignment + "/rubric",
                                "{\"criteria\":[{\"title\":\"Names say what things are\",\"levels\":[{\"title\":\"All of them\",\"points\":2},{\"title\":\"Some\",\"points\":1}]}]}")
                        .getJsonArray("criteria")
                        .getJsonObject(0);
        teacher.putJson(assignment + "/publication", "{\"published\":true}");
        String workspace = student.post(assignment + "/workspace", "").getString("id");
        student.overwrite("/api/workspaces/" + workspace + "/files/main.py", "print(3)\n# done\n");
        String submission =
                "/api/submissions/" + student.post(assignment + "/submissions", "").getString("id");
        Eventually.holds(
                () -> student.get(submission + "/grading").getString("state").equals("done"),
                () -> student.get(submission + "/grading").toString());
        teacher.putJson(
                submission + "/mark/criteria/" + criterion.getString("id"),
                "{\"level\":\"%s\",\"note\":\"x?\"}"
                        .formatted(
                                criterion.getJsonArray("levels").getJsonObject(1).getString("id")));
        teacher.putJson(
                submission + "/mark/overrides",
                "{\"test\":\"large\",\"percent\":50,\"reason\":\"The idea is right\"}");
        teacher.post(
                submission + "/mark/comments",
                "{\"path\":\"main.py\",\"line\":1,\"text\":\"What if there is none?\"}");
        teacher.putJson(assignment + "/release", "{}");
        student.post(
                assignment + "/complaints",
                "{\"submission\":\"%s\",\"text\":\"The idea is right, is it not?\"}"
                        .formatted(submission.replace("/api/submissions/", "")));
    }

    private static void openGrades(Page page) {
        page.getByText("Programmieren für alle").first().click();
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Grade book")).click();
    }

    private static void openAssignment(Page page) {
        page.getByText("Programmieren für alle").first().click();
        page.getByText("Summe und Überlauf").first().click();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Attempt 1 ·"))
                .last()
                .click();
    }

    private static void invite(Api owner, String workspace, String user, String role)
            throws Exception {
        owner.putJson(
                "/api/workspaces/" + workspace + "/members",
                "{\"user\":\"%s\",\"role\":\"%s\"}".formatted(user, role));
    }

    @AfterAll
    void leave() throws Exception {
        new Api(platform, "student3").deleteAllWorkspaces();
        new Api(platform, "student2").deleteAllWorkspaces();
        visitors.values().forEach(Visitor::close);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void isAccessibleAndFitsTheScreen(Scene scene) {
        var page = visitor(scene.user()).page();
        page.setViewportSize(1440, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(scene.path());
        scene.steps().accept(page);
        assertThat(page.getByText(scene.shows()).first()).isVisible();
        Chromium.checkEverywhere(page, scene.name());
    }

    private Visitor visitor(String user) {
        return visitors.computeIfAbsent(
                user,
                _ -> {
                    var visitor = chromium.visitor(platform);
                    return user.isEmpty() ? visitor : visitor.signIn(user);
                });
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)).first().click();
    }
}

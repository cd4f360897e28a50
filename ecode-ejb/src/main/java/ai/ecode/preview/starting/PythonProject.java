package ai.ecode.preview.starting;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Flask, FastAPI or Django application. What `requirements.txt` lists goes into a virtual environment of the project's
/// own; without the list the system's libraries are used.
record PythonProject(ProjectFiles files) implements Detection.Project {

    private static final Pattern FLASK = Pattern.compile("\\bFlask\\s*\\(");
    private static final Pattern FASTAPI = Pattern.compile("(?m)^(\\w+)\\s*=\\s*FastAPI\\s*\\(");
    private static final String PREPARE =
            "test -d .venv || { python3 -m venv .venv && .venv/bin/pip install -r requirements.txt; } && ";

    @Override
    public Stream<Detection.Way> ways() {
        boolean lists = files.has("requirements.txt");
        String python = lists ? PREPARE + ".venv/bin/python" : "python3";
        Stream<Detection.Way> django =
                Stream.of("manage.py")
                        .filter(files::has)
                        .map(file ->
                                new Detection.Way("django", python + " manage.py runserver", file));
        return Stream.concat(
                django,
                Stream.of("app", "main", "wsgi", "server")
                        .flatMap(module -> of(module, python).stream()));
    }

    private Optional<Detection.Way> of(String module, String python) {
        String file = module + ".py";
        return files.text(file)
                .flatMap(source -> {
                    if (FLASK.matcher(source).find()) {
                        // Before "run": there every version takes it.
                        return Optional.of(
                                new Detection.Way(
                                        "flask",
                                        "%s -m flask --app %s --debug run"
                                                .formatted(python, module),
                                        file));
                    }
                    var fast = FASTAPI.matcher(source);
                    return fast.find()
                            ? Optional.of(
                                    new Detection.Way(
                                            "fastapi",
                                            "%s -m uvicorn %s:%s --reload"
                                                    .formatted(python, module, fast.group(1)),
                                            file))
                            : Optional.empty();
                });
    }
}

package ai.ecode.web.grading;

import ai.ecode.grading.Graded;
import ai.ecode.grading.PracticeRun;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.ServerEvents;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.util.List;

/// Tells of runs of tests while they happen, and ends those of which nobody hears any more.
@ApplicationScoped
public class PracticeStreams {

    private static final System.Logger LOG = System.getLogger(PracticeStreams.class.getName());

    /// How often it is made sure that the client is still there.
    private static final Duration BEAT = Duration.ofSeconds(1);

    /// The run, of which this thread waits for the end.
    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private final Jsonb json = JsonbBuilder.create();

    /// Sends `started {id, version, tests}`, `running {tests}` and `result` for each, and last `done {compileOutput}`,
    /// `cancelled` or `problem`.
    void stream(PracticeRun run, ServerEvents events) {
        try {
            executor.execute(() -> follow(run, events));
            executor.execute(() -> attend(run, events));
        } catch (RuntimeException stopping) {
            run.close();
            throw stopping;
        }
    }

    private void follow(PracticeRun run, ServerEvents events) {
        try (events) {
            String last;
            try (run) {
                events.send("started", started(run));
                last = json.toJson(new Done(run.run(telling(run, events))));
            } catch (InterruptedException cancelled) {
                events.send("cancelled", "{}");
                return;
            } catch (ECodeException failure) {
                if (!failure.code().isCallersFault()) {
                    LOG.log(System.Logger.Level.WARNING, "Tests could not be tried out", failure);
                }
                events.failed(failure);
                return;
            }
            events.send("done", last);
        } catch (ECodeException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A client left its run of tests", gone);
        }
    }

    /// @param compileOutput what the compiler said
    public record Done(String compileOutput) {}

    private static String started(PracticeRun run) {
        JsonObjectBuilder event =
                Json.createObjectBuilder()
                        .add("id", run.id().toString())
                        .add("version", run.version().hex())
                        .add("tests", Json.createArrayBuilder(run.tests()));
        return event.build().toString();
    }

    private PracticeRun.Watching telling(PracticeRun run, ServerEvents events) {
        return new PracticeRun.Watching() {
            @Override
            public void began(List<String> tests) {
                tell(
                        "running",
                        Json.createObjectBuilder()
                                .add("tests", Json.createArrayBuilder(tests))
                                .build()
                                .toString());
            }

            @Override
            public void came(Graded.Result result) {
                tell("result", json.toJson(GradingResource.ResultView.of(result)));
            }

            private void tell(String name, String data) {
                try {
                    events.send(name, data);
                } catch (ECodeException gone) {
                    run.cancel();
                }
            }
        };
    }

    private static void attend(PracticeRun run, ServerEvents events) {
        try {
            while (!run.awaitEnd(BEAT)) {
                events.beat();
            }
        } catch (ECodeException gone) {
            run.cancel();
        } catch (InterruptedException stopping) {
            run.cancel();
            Thread.currentThread().interrupt();
        }
    }
}

package ai.ecode.web.notification;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.grading.GradingQueued;
import ai.ecode.grading.GradingWorkers;
import ai.ecode.grading.Gradings;
import ai.ecode.identity.UserId;
import ai.ecode.web.socket.Frame;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells those who listen on this server where what they handed in is: once a second what has changed since, for as long as
/// something of theirs is not done. The database is asked once for all of them, whichever server tests.
@ApplicationScoped
public class QueueNews {

    private static final Logger LOG = Logger.getLogger(QueueNews.class.getName());
    private static final Duration PACE = Duration.ofSeconds(1);

    /// Of one person in one message; what is tested last is told when it is nearer.
    private static final int MOST_ITEMS = 50;

    @Inject private Gradings gradings;
    @Inject private GradingWorkers workers;
    @Inject private Mailboxes mailboxes;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// How often somebody asked to look since the last time that nobody had anything in the queue; 0 while nobody looks.
    private final AtomicInteger asked = new AtomicInteger();

    /// A submission of a group has a place for each of its people.
    private record Whose(SubmissionId submission, UserId person) {

        static Whose of(Gradings.Place place) {
            return new Whose(place.submission(), place.person());
        }
    }

    void queued(@Observes(during = AFTER_SUCCESS) GradingQueued event) {
        watch();
    }

    /// Looks until nothing is left to tell. Whoever asks while somebody looks needs not look too.
    void watch() {
        if (asked.getAndIncrement() == 0) {
            executor.execute(this::lookWhileSomethingWaits);
        }
    }

    private void lookWhileSomethingWaits() {
        Map<Whose, Gradings.Place> told = Map.of();
        try {
            int seen;
            do {
                seen = asked.get();
                Map<Whose, Gradings.Place> now =
                        gradings.places(mailboxes.people(), workers.workers()).stream()
                                .collect(Collectors.toMap(Whose::of, Function.identity()));
                tell(told, now);
                told = now;
                if (!told.isEmpty()) {
                    Thread.sleep(PACE);
                }
            } while (!told.isEmpty() || !asked.compareAndSet(seen, 0));
        } catch (InterruptedException shutdown) {
            asked.set(0);
        } catch (RuntimeException failure) {
            asked.set(0);
            LOG.log(Level.WARNING, "The places in the queue could not be told", failure);
        }
    }

    private void tell(Map<Whose, Gradings.Place> told, Map<Whose, Gradings.Place> now) {
        Stream<Item> moved =
                now.values().stream()
                        .filter(place -> !place.equals(told.get(Whose.of(place))))
                        .map(place -> new Item(place, false));
        Stream<Item> done =
                told.values().stream()
                        .filter(place -> !now.containsKey(Whose.of(place)))
                        .map(place -> new Item(place, true));
        Stream.concat(done, moved)
                .collect(Collectors.groupingBy(item -> item.place().person()))
                .forEach(this::tell);
    }

    private void tell(UserId person, List<Item> items) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        items.stream()
                .sorted(Comparator.comparingLong(Item::order))
                .limit(MOST_ITEMS)
                .forEach(item -> all.add(item.json()));
        mailboxes.tell(
                person,
                Frame.Text.of(
                        Json.createObjectBuilder().add("type", "queue").add("items", all).build()));
    }

    /// @param isDone whether it has left the queue
    private record Item(Gradings.Place place, boolean isDone) {

        long order() {
            return isDone ? -1 : place.ahead().orElse(-1);
        }

        JsonObjectBuilder json() {
            var json =
                    Json.createObjectBuilder()
                            .add("submission", place.submission().toString())
                            .add("assignment", place.assignment().toString())
                            .add(
                                    "state",
                                    isDone
                                            ? "done"
                                            : place.state().name().toLowerCase(Locale.ROOT));
            if (!isDone) {
                place.ahead().ifPresent(ahead -> json.add("ahead", ahead));
                place.estimate()
                        .ifPresent(estimate -> json.add("estimateSeconds", estimate.toSeconds()));
            }
            return json;
        }
    }
}

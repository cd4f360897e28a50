package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.UNKNOWN_LANGUAGE;

import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// All languages that E-Code knows, and which of them run here. That is found out once, in a sandbox: what is installed on
/// the host need not be what a sandbox can execute.
@ApplicationScoped
public class Languages {

    private static final UUID NOBODY = new UUID(0, 0);

    private static final Resources FOR_CHECKING = new Resources(1000, 1L << 30, 256L << 20, 256);

    private static final Limits CHECK = Limits.of(20_000, 60_000, 1L << 30, 256, 64 << 10);

    private RuntimeDriver driver;

    @Resource(lookup = "java:app/concurrent/virtual")
    private @Nullable ManagedExecutorService executor;

    /// @param recipe by which it runs here, or would
    private record Found(Language language, LanguageRecipe recipe) {}

    private final Map<String, LanguageRecipe> recipes = LanguageFiles.read();
    private final Map<String, CompletableFuture<Found>> found = new ConcurrentHashMap<>();
    private final Object oneAtATime = new Object();

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    protected Languages() {}

    @Inject
    Languages(RuntimeDriver driver) {
        this.driver = driver;
    }

    /// All of them, in the order they are shown. The first call takes some seconds.
    public List<Language> all() {
        var all = new ArrayList<Language>();
        recipes.values().forEach(recipe -> all.add(found(recipe).join().language()));
        return all;
    }

    /// Finds out about all languages, so that nobody has to wait for it later.
    void prepare() {
        for (LanguageRecipe recipe : recipes.values()) {
            var _ = found(recipe);
        }
    }

    /// @throws ECodeException `UNKNOWN_LANGUAGE` when there is none of this name, or when it does not run here
    LanguageRecipe require(String id) {
        LanguageRecipe recipe = recipes.get(id);
        if (recipe == null) {
            throw new ECodeException(
                    UNKNOWN_LANGUAGE,
                    "There is no language %s. GET /api/languages lists them.".formatted(shown(id)));
        }
        Found here = found(recipe).join();
        if (!here.language().available()) {
            throw new ECodeException(
                    UNKNOWN_LANGUAGE,
                    "%s is not installed here. An administrator can add it: %s"
                            .formatted(recipe.name(), recipe.install()));
        }
        return here.recipe();
    }

    /// How a language that there is runs here, or would.
    LanguageRecipe recipe(String id) {
        return found(Objects.requireNonNull(recipes.get(id), id)).join().recipe();
    }

    /// The language in which a file of this name is written; empty when it is none of ours.
    Optional<LanguageRecipe> ofFile(String path) {
        return recipes.values().stream().filter(recipe -> recipe.isOwn(path)).findFirst();
    }

    private static String shown(String id) {
        return id.length() > 40 ? id.substring(0, 40) + "…" : id;
    }

    private CompletableFuture<Found> found(LanguageRecipe recipe) {
        return found.computeIfAbsent(
                recipe.id(), _ -> CompletableFuture.supplyAsync(() -> look(recipe), executor()));
    }

    /// Outside of a server each question is answered by who asks.
    private Executor executor() {
        ManagedExecutorService managed = executor;
        return managed != null ? managed : Runnable::run;
    }

    /// One after the other, since all of them at once would keep a small machine busy when it starts.
    private Found look(LanguageRecipe recipe) {
        synchronized (oneAtATime) {
            Found first = tried(recipe);
            return first.language().available()
                    ? first
                    : recipe.otherwise()
                            .map(this::tried)
                            .filter(other -> other.language().available())
                            .orElse(first);
        }
    }

    private Found tried(LanguageRecipe recipe) {
        return new Found(new LanguageCheck(recipe, executor()).of(this::sandbox, CHECK), recipe);
    }

    private Sandbox sandbox() {
        return driver.open(new SandboxSpec(NOBODY, FOR_CHECKING));
    }
}

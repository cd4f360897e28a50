package ai.ecode.endtoend;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a test that has a parameter of type [RunningPlatform] or [Chromium] the one of this run: started for the first
/// test that asks, closed after the last test of all. When a test fails, what its browsers show is kept.
public final class SharedParameters implements ParameterResolver, AfterTestExecutionCallback {

    private static final Map<Class<?>, Supplier<AutoCloseable>> SHARED =
            Map.of(RunningPlatform.class, RunningPlatform::start, Chromium.class, Chromium::start);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return SHARED.containsKey(parameter.getParameter().getType());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        var chromium =
                context.getRoot().getStore(Namespace.GLOBAL).get(Chromium.class, Chromium.class);
        if (chromium != null && context.getExecutionException().isPresent()) {
            chromium.keepScreenshots(
                    "failed-"
                            + context.getRequiredTestClass().getSimpleName()
                            + "-"
                            + context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-"));
        }
    }

    @Override
    public AutoCloseable resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(type, _ -> SHARED.get(type).get(), AutoCloseable.class);
    }
}

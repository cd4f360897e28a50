package ai.ecode.web.metrics;

import ai.ecode.web.http.Route;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts requests and how long they take, by method, route and class of status, and logs those that failed. A request counts when its answer is
/// complete, a WebSocket when it is open.
public class RequestMeter extends HttpFilter {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final transient AtomicInteger inFlight = new AtomicInteger();

    @Inject private transient Registry registry;

    @Override
    public void init() {
        registry.meters().gauge("ecode.http.requests.in.flight", inFlight);
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var one = new Measured(request, response);
        inFlight.incrementAndGet();
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            one.over(500);
            throw failure;
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(one);
        } else {
            one.over(response.getStatus());
        }
    }

    private final class Measured implements AsyncListener {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final long began = System.nanoTime();
        private final AtomicBoolean over = new AtomicBoolean();

        Measured(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        void over(int status) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            inFlight.decrementAndGet();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            RequestLog.over(request, status, took);
            String method = request.getMethod();
            Timer.builder("ecode.http.requests")
                    .tag("method", METHODS.contains(method) ? method : "other")
                    .tag("route", Route.of(request))
                    .tag("status", status / 100 + "xx")
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry.meters())
                    .record(took);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            over(response.getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            over(503);
        }

        @Override
        public void onError(AsyncEvent event) {
            over(500);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}

package ai.ecode.web.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/// What Liberty knows of its database connections and request threads, read from its MBeans. A number that it does not
/// give, as before the first use of a pool, is NaN.
@ApplicationScoped
public class ServerMeters {

    private static final String POOL = "WebSphere:type=ConnectionPoolStats,name=jdbc/ecode";
    private static final String THREADS = "WebSphere:type=ThreadPoolStats,name=Default Executor";
    private static final String CONNECTIONS =
            "WebSphere:type=com.ibm.ws.jca.cm.mbean.ConnectionManagerMBean,jndiName=jdbc/ecode,*";
    private static final Pattern WAITING = Pattern.compile("(?m)^waiting=(\\d+)$");

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Inject private Registry registry;

    void ask(@Observes Startup event) {
        gauge("ecode.database.connections.open", POOL, "ManagedConnectionCount");
        gauge("ecode.database.connections.idle", POOL, "FreeConnectionCount");
        gauge("ecode.database.connections.max", POOL, "MaxConnectionsLimit");
        Gauge.builder("ecode.database.requests.waiting", this, ServerMeters::waiting)
                .register(registry.meters());
        FunctionCounter.builder("ecode.database.waits", this, server -> server.waited("count"))
                .register(registry.meters());
        FunctionCounter.builder(
                        "ecode.database.waited", this, server -> server.waited("total") / 1000)
                .baseUnit("seconds")
                .register(registry.meters());
        gauge("ecode.server.threads.active", THREADS, "ActiveThreads");
        gauge("ecode.server.threads.size", THREADS, "PoolSize");
    }

    private void gauge(String name, String bean, String attribute) {
        MeterRegistry meters = registry.meters();
        Gauge.builder(name, this, server -> server.attribute(bean, attribute)).register(meters);
    }

    private double attribute(String bean, String attribute) {
        try {
            return ((Number) beans.getAttribute(new ObjectName(bean), attribute)).doubleValue();
        } catch (JMException unknown) {
            return Double.NaN;
        }
    }

    /// Requests that had to wait for a connection, and their milliseconds.
    private double waited(String of) {
        try {
            var details =
                    (CompositeData) beans.getAttribute(new ObjectName(POOL), "WaitTimeDetails");
            return ((Number) details.get(of)).doubleValue();
        } catch (JMException unknown) {
            return Double.NaN;
        }
    }

    /// Only the pool's description of itself says who waits now.
    private double waiting() {
        try {
            for (ObjectName manager : beans.queryNames(new ObjectName(CONNECTIONS), null)) {
                Object shown = beans.invoke(manager, "showPoolContents", null, null);
                Matcher waiting = WAITING.matcher(String.valueOf(shown));
                if (waiting.find()) {
                    return Double.parseDouble(waiting.group(1));
                }
            }
            return Double.NaN;
        } catch (JMException unknown) {
            return Double.NaN;
        }
    }
}

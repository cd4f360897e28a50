package ai.ecode.shared;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the id of the request into each line that is logged while it is answered, as the field `ext_requestId`: on the
/// request's own thread, and on those that managed executors start for it.
public final class LoggedRequest implements ThreadContextProvider {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    /// The server refers to it weakly.
    private static final LogRecordContext.Extension FIELD = CURRENT::get;

    static {
        // An earlier deployment in the same server may still hold it.
        LogRecordContext.unregisterExtension("requestId");
        LogRecordContext.registerExtension("requestId", FIELD);
    }

    /// Ends what [#begin] began.
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /// What this thread logs belongs to the request until the scope is closed, on the same thread.
    ///
    /// @param id null for none
    public static Scope begin(@Nullable String id) {
        String before = CURRENT.get();
        set(id);
        return () -> set(before);
    }

    private static void set(@Nullable String id) {
        if (id == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(id);
        }
    }

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return of(CURRENT.get());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return of(null);
    }

    private static ThreadContextSnapshot of(@Nullable String id) {
        return () -> {
            Scope scope = begin(id);
            ThreadContextRestorer end = scope::close;
            return end;
        };
    }

    @Override
    public String getThreadContextType() {
        return "ECodeRequest";
    }
}

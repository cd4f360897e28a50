package ai.ecode.preview;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// As much of an entity manager as native statements with numbered parameters need, on a connection of JDBC.
final class NativeStatements {

    private static final Pattern PARAMETER = Pattern.compile("\\?(\\d+)");

    private final Connection connection;
    private final String sql;
    private final Map<Integer, @Nullable Object> values = new HashMap<>();

    private NativeStatements(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    static EntityManager on(Connection connection) {
        return proxy(
                EntityManager.class,
                (method, arguments) ->
                        switch (method) {
                            case "createNativeQuery" ->
                                    new NativeStatements(connection, (String) arguments[0]).query();
                            default -> throw new UnsupportedOperationException(method);
                        });
    }

    private Query query() {
        Query[] self = new Query[1];
        self[0] =
                proxy(
                        Query.class,
                        (method, arguments) ->
                                switch (method) {
                                    case "setParameter" -> {
                                        values.put((Integer) arguments[0], arguments[1]);
                                        yield self[0];
                                    }
                                    case "executeUpdate" -> statement().executeUpdate();
                                    case "getResultList" -> rows(statement().executeQuery());
                                    default -> throw new UnsupportedOperationException(method);
                                });
        return self[0];
    }

    private PreparedStatement statement() throws SQLException {
        var statement = connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"));
        List<Integer> numbers =
                PARAMETER.matcher(sql).results().map(r -> Integer.valueOf(r.group(1))).toList();
        for (int i = 0; i < numbers.size(); i++) {
            Object value = values.get(numbers.get(i));
            if (value == null) {
                statement.setNull(i + 1, Types.OTHER);
            } else {
                statement.setObject(
                        i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
            }
        }
        return statement;
    }

    private static List<Object[]> rows(ResultSet result) throws SQLException {
        var rows = new ArrayList<Object[]>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = result.getObject(i + 1);
            }
            rows.add(row);
        }
        return rows;
    }

    private interface Answer {
        Object to(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}

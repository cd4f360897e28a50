package ai.ecode.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// PostgreSQL on loopback TCP: one cluster per data folder, a database and a role of the same name for each of its users.
public final class PostgreSql extends Component {
    /// The databases of the product and of Keycloak.
    private static final List<String> DATABASES = List.of("ecode", "keycloak");

    private final Path distribution;
    private final Path data;
    private final Secrets secrets;

    PostgreSql(Settings settings, Path distribution, Secrets secrets) {
        super("PostgreSQL", settings);
        this.distribution = distribution;
        this.data = settings.data().resolve("postgresql");
        this.secrets = secrets;
    }

    /// The password of the role of this name.
    String password(String role) {
        return secrets.get("database-" + role);
    }

    /// A connection to the database of this name as its own role.
    public Connection connect(String database) throws SQLException {
        return connect(database, database);
    }

    /// Makes the cluster at the first start.
    void prepare() throws IOException, InterruptedException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Folders.delete(data);
        Folders.createPrivate(data);
        var line =
                ordinary(
                        distribution.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--pwfile=" + secrets.file("database-postgres"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C");
        var log = settings().log("initdb").toFile();
        var initdb = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log).start();
        if (initdb.waitFor() != 0) {
            throw new PlatformException(
                    PlatformException.Reason.COMPONENT_DIED,
                    "PostgreSQL cannot make its data folder: " + Files.readString(log.toPath()));
        }
    }

    /// Makes the roles and databases of the platform that are missing.
    void createDatabases() throws SQLException {
        for (var name : DATABASES) {
            createDatabase(name);
        }
    }

    /// Makes a database and a role of this name that owns it, unless they are there; [#connect(String)] goes there.
    ///
    /// @param name lower-case letters only
    public void createDatabase(String name) throws SQLException {
        try (var admin = connect("postgres", "postgres");
                var statement = admin.createStatement()) {
            if (!has(admin, "select 1 from pg_roles where rolname = ?", name)) {
                statement.execute(
                        "create role %s login password '%s'".formatted(name, password(name)));
            }
            if (!has(admin, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database %s owner %s".formatted(name, name));
            }
        }
    }

    /// Where it listens, on loopback.
    public int port() {
        return settings().databasePort();
    }

    @Override
    ProcessBuilder command() {
        return new ProcessBuilder(
                ordinary(
                        distribution.resolve("bin/postgres").toString(),
                        "-D",
                        data.toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(settings().databasePort()),
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=120",
                        "-c",
                        "shared_buffers=128MB",
                        "-c",
                        "log_timezone=UTC",
                        "-c",
                        "timezone=UTC"));
    }

    @Override
    boolean answers() {
        try (var connection = connect("postgres", "postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /// Its fast shutdown: clients are disconnected, nothing committed is lost.
    @Override
    String stopSignal() {
        return "INT";
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(30);
    }

    private Connection connect(String database, String role) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password(role));
        properties.setProperty("connectTimeout", "2");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings().databasePort(), database),
                properties);
    }

    private static boolean has(Connection connection, String query, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    /// PostgreSQL refuses to run as root. In a user namespace without a mapping root is nobody to the server, and still
    /// owns its files wherever the checkout is.
    private static List<String> ordinary(String... line) {
        var whole = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(List.of(line));
        return whole;
    }
}

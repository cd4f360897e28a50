package ai.ecode.files.storing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.ds.PGSimpleDataSource;

/// A real PostgreSQL with the product's schema, started once for all test classes that ask for a [TestDatabase].
public final class PostgreSqlExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgreSqlExtension.class))
                .computeIfAbsent(TestDatabase.class, _ -> TestDatabase.start(), TestDatabase.class);
    }

    /// Gives connections as a container does: inside [#inTransaction] all are one, outside each commits by itself.
    public static final class TestDatabase implements AutoCloseable {

        private static final String USER = "postgres";

        private final Path folder;
        private final int port;
        private final Process server;
        private final PGSimpleDataSource source = new PGSimpleDataSource();
        private final ThreadLocal<Connection> bound = new ThreadLocal<>();

        private TestDatabase(Path folder, int port, Process server) {
            this.folder = folder;
            this.port = port;
            this.server = server;
            source.setServerNames(new String[] {"127.0.0.1"});
            source.setPortNumbers(new int[] {port});
            source.setUser(USER);
            source.setDatabaseName("postgres");
        }

        static TestDatabase start() {
            try {
                Path folder = Files.createTempDirectory("ecode-postgresql");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(folder);
                Path data = Files.createDirectory(folder.resolve("data"));
                if (isRoot()) {
                    Files.setAttribute(data, "unix:uid", 65534);
                }
                Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
                run(
                                folder,
                                "initdb",
                                "-D",
                                data.toString(),
                                "-U",
                                USER,
                                "-E",
                                "UTF8",
                                "--locale=C",
                                "--no-sync",
                                "-A",
                                "trust")
                        .waitFor();
                int port = freePort();
                Process server =
                        run(
                                folder,
                                "postgres",
                                "-D",
                                data.toString(),
                                "-p",
                                "" + port,
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "fsync=off",
                                "-c",
                                "max_wal_size=4GB");
                var database = new TestDatabase(folder, port, server);
                database.awaitReady();
                Flyway.configure().dataSource(database.source).outOfOrder(true).load().migrate();
                return database;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        public DataSource connections() {
            return (DataSource)
                    Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {DataSource.class},
                            (_, method, arguments) -> {
                                if (method.getName().equals("getConnection")
                                        && bound.get() != null) {
                                    return unclosable(bound.get());
                                }
                                return invoke(source, method, arguments);
                            });
        }

        public void inTransaction(Runnable work) {
            inTransaction(() -> {
                work.run();
                return null;
            });
        }

        public <T> T inTransaction(Callable<T> work) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                bound.set(connection);
                try {
                    T result = work.call();
                    connection.commit();
                    return result;
                } catch (RuntimeException failure) {
                    connection.rollback();
                    throw failure;
                } catch (Exception failure) {
                    connection.rollback();
                    throw new IllegalStateException(failure);
                } finally {
                    bound.remove();
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            server.destroy();
            server.onExit().join();
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        private void awaitReady() throws InterruptedException {
            for (int i = 0; i < 200 && server.isAlive(); i++) {
                try (Connection _ = source.getConnection()) {
                    return;
                } catch (SQLException notYet) {
                    Thread.sleep(50);
                }
            }
            throw new IllegalStateException("PostgreSQL did not start on port " + port);
        }

        private static Connection unclosable(Connection connection) {
            return (Connection)
                    Proxy.newProxyInstance(
                            TestDatabase.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, method, arguments) ->
                                    method.getName().equals("close")
                                            ? null
                                            : invoke(connection, method, arguments));
        }

        private static Object invoke(Object on, java.lang.reflect.Method method, Object[] arguments)
                throws Throwable {
            try {
                return method.invoke(on, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private static Process run(Path folder, String program, String... arguments)
                throws IOException {
            var command = new ArrayList<String>();
            if (isRoot()) {
                command.addAll(
                        List.of(
                                "setpriv",
                                "--reuid",
                                "65534",
                                "--regid",
                                "65534",
                                "--clear-groups"));
            }
            command.add(folder.resolve("bin").resolve(program).toString());
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createTempFile(folder, program, ".log").toFile())
                    .start();
        }

        private static boolean isRoot() throws IOException {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static void unpack(Path folder) throws IOException {
            try (InputStream packed =
                            PostgreSqlExtension.class.getResourceAsStream(
                                    "/postgres-linux-x86_64.txz");
                    var tar =
                            new TarArchiveInputStream(
                                    new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry();
                        entry != null;
                        entry = tar.getNextEntry()) {
                    Path path = folder.resolve(entry.getName());
                    if (entry.isDirectory()) {
                        Files.createDirectories(path);
                    } else if (entry.isSymbolicLink()) {
                        Files.createDirectories(path.getParent());
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else {
                        Files.createDirectories(path.getParent());
                        Files.copy(tar, path);
                        Files.setPosixFilePermissions(
                                path,
                                PosixFilePermissions.fromString(
                                        (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }
}

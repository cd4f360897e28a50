package ai.ecode.runtime.local.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EgressProxyTest {

    @TempDir private Path folder;

    private ServerSocket registry;
    private Path socket;
    private EgressProxy.Gate gate = EgressProxy.Gate.NONE;

    @BeforeEach
    void listen() throws IOException {
        registry = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        socket = folder.resolve("egress");
    }

    @AfterEach
    void stop() throws IOException {
        registry.close();
        Files.deleteIfExists(socket);
    }

    private EgressProxy proxy(Egress.Names names, String... allowed) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return new EgressProxy(
                "test", new Egress(Registries.NONE, List.of(allowed), names), gate, server);
    }

    @Test
    void anAllowedDestinationIsReachedBothWays() throws Exception {
        try (var _ = proxy(InetAddress::getAllByName, here())) {
            try (SocketChannel client =
                    ask("CONNECT " + here() + " HTTP/1.1\r\nHost: x\r\n\r\nhello")) {
                try (Socket there = registry.accept()) {
                    assertEquals(
                            "hello", new String(there.getInputStream().readNBytes(5), US_ASCII));
                    there.getOutputStream().write("welcome".getBytes(US_ASCII));
                    there.shutdownOutput();
                    assertEquals(
                            "HTTP/1.1 200 Connection established\r\n\r\nwelcome",
                            new String(in(client).readAllBytes(), US_ASCII));
                    client.shutdownOutput();
                    assertEquals(-1, there.getInputStream().read());
                }
            }
        }
    }

    @Test
    void anHttpAddressIsAskedForWithoutWhatIsForTheProxy() throws Exception {
        try (var _ = proxy(InetAddress::getAllByName, here())) {
            var request =
                    "GET http://%s/a%%20b?c HTTP/1.1\r\nHost: other.example\r\nProxy-Authorization: x\r\nAccept: */*\r\n\r\n"
                            .formatted(here());
            try (SocketChannel _ = ask(request);
                    Socket there = registry.accept()) {
                var expected =
                        "GET /a%%20b?c HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nAccept: */*\r\n\r\n"
                                .formatted(here());
                assertEquals(
                        expected,
                        new String(there.getInputStream().readNBytes(expected.length()), US_ASCII));
            }
        }
    }

    @Test
    void whatAnOrganizationAllowsIsReachedAtOnceButNeverThePlatformsOwnNetwork() throws Exception {
        var allowance = new Allowance();
        var organization = new UUID(0, 7);
        var denied = new CopyOnWriteArrayList<String>();
        gate =
                new EgressProxy.Gate() {
                    @Override
                    public boolean alsoAllows(Destination destination) {
                        return allowance.allows(organization, destination);
                    }

                    @Override
                    public void denied(Destination destination, String why) {
                        denied.add(destination + " " + why);
                    }
                };
        var resolved = new AtomicReference<>("203.0.113.7");
        try (var _ = proxy(_ -> new InetAddress[] {InetAddress.getByName(resolved.get())})) {
            assertTrue(
                    answer("CONNECT files.example:444 HTTP/1.1\r\n\r\n")
                            .startsWith("HTTP/1.1 403"));
            assertEquals(List.of("files.example:444 is not on the list of allowed hosts"), denied);

            allowance.set(organization, Set.of("files.example:444", "127.0.0.1:444"));
            for (String own :
                    List.of(
                            "10.0.0.1",
                            "192.168.7.7",
                            "172.16.0.9",
                            "100.64.1.1",
                            "fd00::1",
                            "127.0.0.1")) {
                resolved.set(own);
                assertTrue(
                        answer("CONNECT files.example:444 HTTP/1.1\r\n\r\n")
                                .startsWith("HTTP/1.1 403"),
                        own);
            }
            assertTrue(
                    answer("CONNECT 127.0.0.1:444 HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 403"),
                    "an organization names no addresses");

            allowance.set(organization, Set.of());
            denied.clear();
            answer("CONNECT files.example:444 HTTP/1.1\r\n\r\n");
            assertEquals(List.of("files.example:444 is not on the list of allowed hosts"), denied);
        }
    }

    /// Also to what it would reach: the name is looked up, which the list alone would forbid.
    @Test
    void anAllowedNameWithoutAnAddressIsNotRefusedButUnknown() throws Exception {
        var allowance = new Allowance();
        var organization = new UUID(0, 7);
        allowance.set(organization, Set.of("files.example"));
        gate =
                new EgressProxy.Gate() {
                    @Override
                    public boolean alsoAllows(Destination destination) {
                        return allowance.allows(organization, destination);
                    }

                    @Override
                    public void denied(Destination destination, String why) {}
                };
        try (var _ =
                proxy(host -> {
                    throw new java.net.UnknownHostException(host);
                })) {
            assertTrue(
                    answer("CONNECT files.example:443 HTTP/1.1\r\n\r\n")
                            .startsWith("HTTP/1.1 502"));
        }
    }

    @Test
    void whatIsCarriedIsCounted() throws Exception {
        try (var proxy = proxy(InetAddress::getAllByName, here());
                SocketChannel client = ask("CONNECT " + here() + " HTTP/1.1\r\n\r\nhello");
                Socket there = registry.accept()) {
            there.getInputStream().readNBytes(5);
            there.getOutputStream().write("welcome".getBytes(US_ASCII));
            there.shutdownOutput();
            in(client).readAllBytes();
            assertEquals("hello".length() + "welcome".length(), proxy.carriedBytes());
        }
    }

    private String answer(String request) throws IOException {
        try (SocketChannel client = ask(request)) {
            return new String(in(client).readAllBytes(), US_ASCII);
        }
    }

    /// DNS rebinding: a name of the list that suddenly leads here is not followed.
    @Test
    void aNameThatLeadsToThisMachineIsRefused() throws Exception {
        var own =
                new java.util.ArrayList<>(
                        List.of(
                                "127.0.0.1",
                                "::1",
                                "0.0.0.0",
                                "::",
                                "169.254.169.254",
                                "224.0.0.1",
                                "::ffff:127.0.0.1",
                                "fe80::1"));
        java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .forEach(address -> own.add(address.getHostAddress().replaceAll("%.*", "")));
        for (String address : own) {
            Files.deleteIfExists(socket);
            try (var _ =
                    proxy(
                            _ -> InetAddress.getAllByName(address),
                            "mirror.example:" + registry.getLocalPort())) {
                assertEquals(
                        403,
                        status(
                                "CONNECT mirror.example:%d HTTP/1.1"
                                        .formatted(registry.getLocalPort())),
                        address);
            }
        }
    }

    @Test
    void evenTheListOpensNoAddressThatIsNobodys() throws Exception {
        for (String address : List.of("0.0.0.0", "169.254.169.254", "224.0.0.1", "::")) {
            var egress = new Egress(Registries.NONE, List.of(address), InetAddress::getAllByName);
            var destination = new Destination(address, 80);
            assertTrue(egress.allows(destination), address);
            assertEquals(List.of(), egress.addresses(destination), address);
        }
    }

    @Test
    void aNameOnTheListOpensNoAddressOfThisMachine() throws Exception {
        var egress =
                new Egress(
                        Registries.NONE,
                        List.of("mirror.example"),
                        _ -> InetAddress.getAllByName("127.0.0.1"));
        assertEquals(List.of(), egress.addresses(new Destination("mirror.example", 443)));
    }

    @Test
    void anOrganizationOpensNoPrivateNetwork() throws Exception {
        for (String address : List.of("10.0.0.1", "100.64.1.1", "fd00::1")) {
            var egress =
                    new Egress(Registries.NONE, List.of(), _ -> InetAddress.getAllByName(address));
            assertEquals(
                    List.of(),
                    egress.addressesForOrganizations(new Destination("files.example", 443)),
                    address);
        }
    }

    @Test
    void aNameIsAskedForOnceAndWhatWasCheckedIsConnectedTo() throws Exception {
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        Egress.Names once =
                _ -> {
                    if (asked.incrementAndGet() > 1) {
                        throw new UnknownHostException();
                    }
                    return new InetAddress[] {InetAddress.getByName("192.0.2.77")};
                };
        var egress = new Egress(Registries.NONE, List.of("mirror.example:443"), once);
        var destination = new Destination("mirror.example", 443);
        assertEquals(List.of(InetAddress.getByName("192.0.2.77")), egress.addresses(destination));
        assertEquals(1, asked.get());
    }

    @Test
    void whatIsNotOnTheListIsRefusedAndWhatIsNoRequestToo() throws Exception {
        try (var _ = proxy(InetAddress::getAllByName, here())) {
            assertEquals(403, status("CONNECT unlisted.example:443 HTTP/1.1"));
            assertEquals(403, status("CONNECT 127.0.0.1:1 HTTP/1.1"));
            assertEquals(
                    403,
                    status("CONNECT 2130706433:%d HTTP/1.1".formatted(registry.getLocalPort())));
            assertEquals(400, status("GET / HTTP/1.1"));
            assertEquals(400, status("CONNECT nowhere HTTP/1.1"));
            assertEquals(400, status("CONNECT a:99999999 HTTP/1.1"));
            assertEquals(400, status("GET ftp://unlisted.example/ HTTP/1.1"));
            assertEquals(400, status("GET http://u:p@unlisted.example/ HTTP/1.1"));
            assertEquals(400, status("\u0000\u0001\u0002"));
            assertEquals(400, status("CONNECT " + "x".repeat(ProxyRequest.LONGEST_HEAD - 11)));
        }
    }

    @Test
    void closingEndsWhatIsOpen() throws Exception {
        var proxy = proxy(InetAddress::getAllByName, here());
        try (SocketChannel client = ask("CONNECT " + here() + " HTTP/1.1\r\n\r\n");
                Socket there = registry.accept()) {
            in(client).readNBytes("HTTP/1.1 200 Connection established\r\n\r\n".length());
            var end = CompletableFuture.supplyAsync(() -> ended(there), Thread::startVirtualThread);
            assertFalse(end.isDone());
            proxy.close();
            assertTrue(end.join());
        }
    }

    @Test
    void registriesOfTheHostAreReadWithoutTheirSecrets() throws Exception {
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(
                folder.resolve(".m2/settings.xml"),
                """
                <settings><mirrors><mirror><id>corp</id><mirrorOf>*</mirrorOf>
                <url>https://robot:s3cret@nexus.corp.example:8443/maven?token=s3cret</url></mirror>
                <mirror><id>blocker</id><mirrorOf>external:http:*</mirrorOf><url>http://0.0.0.0/</url>
                <blocked>true</blocked></mirror></mirrors>
                <servers><server><id>corp</id><username>robot</username><password>s3cret</password></server></servers>
                </settings>
                """);
        Registries registries = HostRegistries.read(folder);
        var mirror = URI.create("https://nexus.corp.example:8443/maven");
        assertEquals("*", registries.mavenMirrors().get(mirror));
        var egress = new Egress(registries, List.of(), InetAddress::getAllByName);
        assertTrue(egress.allows(new Destination("nexus.corp.example", 8443)));
        assertFalse(egress.allows(new Destination("0.0.0.0", 80)));
        assertTrue(egress.mavenSettings().contains("<url>" + mirror + "</url>"));
        assertFalse((egress.mavenSettings() + egress.variables() + registries).contains("s3cret"));
    }

    @Test
    void addressesLoseTheirSecretsAndOthersAreNone() {
        assertEquals(
                Optional.of(URI.create("https://npm.example/x/")),
                HostRegistries.withoutSecrets("HTTPS://me:token@npm.example/x/?auth=token#token"));
        assertEquals(Optional.empty(), HostRegistries.withoutSecrets("file:///opt/wheels"));
        assertEquals(Optional.empty(), HostRegistries.withoutSecrets("no address"));
    }

    @Test
    void maliciousMirrorsStayText() {
        var registries =
                new Registries(
                        Set.of(), Map.of(URI.create("http://m.example/a&b"), "<x>"), Map.of());
        var settings = new Egress(registries, List.of(), InetAddress::getAllByName).mavenSettings();
        assertTrue(settings.contains("http://m.example/a&amp;b"), settings);
        assertTrue(settings.contains("&lt;x>"), settings);
    }

    private String here() {
        return "127.0.0.1:" + registry.getLocalPort();
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private int status(String head) throws IOException {
        try (SocketChannel client = ask(head + "\r\n\r\n")) {
            String answer = new String(in(client).readAllBytes(), US_ASCII);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    private SocketChannel ask(String request) throws IOException {
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        client.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
        return client;
    }

    private static InputStream in(SocketChannel channel) {
        return Channels.newInputStream(channel);
    }
}

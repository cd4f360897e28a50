package ai.ecode.runtime.local.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where workspaces may connect to, and how programs in them are told. Everything else is refused.
public final class Egress {

    /// Where the proxy listens inside a workspace.
    public static final int PORT = 3128;

    private static final String HERE = "127.0.0.1";
    private static final String NEVER_BY_PROXY = "localhost,127.0.0.1,::1";

    /// Finds the addresses of a name.
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Set<Destination> allowed;
    private final Registries registries;
    private final boolean organizationsReachPrivateNetworks;
    private final Names names;

    Egress(Registries registries, List<String> further, Names names) {
        this(registries, further, false, names);
    }

    Egress(
            Registries registries,
            List<String> further,
            boolean organizationsReachPrivateNetworks,
            Names names) {
        this.organizationsReachPrivateNetworks = organizationsReachPrivateNetworks;
        this.registries = registries;
        this.names = names;
        this.allowed =
                Stream.concat(
                                registries.addresses().stream()
                                        .flatMap(address -> Destination.of(address).stream()),
                                further.stream().flatMap(Egress::destinations))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// What the package managers of this host use, and `further`: hosts, with a port or for http and https. Takes some
    /// seconds.
    public static Egress ofThisHost(
            List<String> further, boolean organizationsReachPrivateNetworks) {
        return new Egress(
                HostRegistries.read(),
                further,
                organizationsReachPrivateNetworks,
                InetAddress::getAllByName);
    }

    static Stream<Destination> destinations(String text) {
        String host = text.strip();
        Optional<Destination> one = Destination.parse(host);
        if (one.isPresent()) {
            return one.stream();
        }
        return Stream.of(443, 80).flatMap(port -> Destination.of(host, port).stream());
    }

    boolean allows(Destination destination) {
        return allowed.contains(destination);
    }

    /// The addresses behind a destination that is allowed, each fit to be connected to as it is, without asking for the name
    /// again. This machine's own are left out unless the list itself says so in plain: a name that suddenly leads to them
    /// is not followed.
    List<InetAddress> addresses(Destination destination) throws UnknownHostException {
        var fit = new ArrayList<InetAddress>();
        for (InetAddress address : names.resolve(destination.host())) {
            if (!isNobody(address) && (destination.isLiteral() || !isOwn(address))) {
                fit.add(address);
            }
        }
        return fit;
    }

    /// The same for what an organization allows: the networks that the platform's machine stands in are left out too, unless
    /// the installation lets organizations reach them.
    List<InetAddress> addressesForOrganizations(Destination destination)
            throws UnknownHostException {
        return addresses(destination).stream()
                .filter(address -> organizationsReachPrivateNetworks || !isPrivate(address))
                .toList();
    }

    /// RFC 1918, RFC 6598 and RFC 4193.
    private static boolean isPrivate(InetAddress address) {
        byte[] octets = address.getAddress();
        boolean shared =
                octets.length == 4 && (octets[0] & 0xff) == 100 && (octets[1] & 0xc0) == 64;
        boolean unique = octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
        return address.isSiteLocalAddress() || shared || unique;
    }

    /// No registry's address: what has no one host, and where clouds tell machines their secrets.
    private static boolean isNobody(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress();
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException unknown) {
            return true;
        }
    }

    /// For every program in a workspace.
    public Map<String, String> variables() {
        var variables = new TreeMap<>(registries.variables());
        String proxy = "http://" + HERE + ":" + PORT;
        for (String name : List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")) {
            variables.put(name, proxy);
        }
        variables.put("no_proxy", NEVER_BY_PROXY);
        variables.put("NO_PROXY", NEVER_BY_PROXY);
        return variables;
    }

    /// Settings of an installation of Maven: the proxy, and the mirrors of this host.
    public String mavenSettings() {
        var xml = new StringBuilder("<settings>\n  <proxies>\n");
        for (String protocol : List.of("http", "https")) {
            xml.append(
                    """
                        <proxy>
                          <id>%1$s</id>
                          <active>true</active>
                          <protocol>%1$s</protocol>
                          <host>%2$s</host>
                          <port>%3$d</port>
                          <nonProxyHosts>localhost|127.*</nonProxyHosts>
                        </proxy>
                    """
                            .formatted(protocol, HERE, PORT));
        }
        xml.append("  </proxies>\n  <mirrors>\n");
        int number = 0;
        for (Map.Entry<URI, String> mirror : new TreeMap<>(registries.mavenMirrors()).entrySet()) {
            xml.append(
                    "    <mirror><id>mirror%d</id><url>%s</url><mirrorOf>%s</mirrorOf></mirror>\n"
                            .formatted(
                                    ++number,
                                    escaped(mirror.getKey().toString()),
                                    escaped(mirror.getValue())));
        }
        return xml.append("  </mirrors>\n</settings>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /// The destinations that are allowed, for an operator to read.
    public String describe() {
        return allowed.stream()
                .map(Destination::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}

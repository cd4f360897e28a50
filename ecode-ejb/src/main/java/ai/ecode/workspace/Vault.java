package ai.ecode.workspace;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The keys of this installation, from its settings.
@ApplicationScoped
public class Vault {

    @Inject
    @ConfigProperty(name = "ecode.encryption.key")
    private Optional<String> key;

    @Inject
    @ConfigProperty(name = "ecode.encryption.former-keys")
    private Optional<List<String>> formerKeys;

    private KeyRing ring = KeyRing.EMPTY;

    @PostConstruct
    void open() {
        ring =
                key.map(current -> KeyRing.of(current, formerKeys.orElse(List.of())))
                        .orElse(KeyRing.EMPTY);
    }

    /// The name of the key that [#seal] uses now.
    ///
    /// @throws ai.ecode.shared.ECodeException `SECRETS_UNAVAILABLE` when the installation has none
    public String currentKey() {
        return ring.current();
    }

    /// Names of the keys that were changed and can still open.
    public Set<String> formerKeys() {
        return ring.former();
    }

    /// Encrypts a text for one place; it can only be read as what stands in the same place.
    ///
    /// @throws ai.ecode.shared.ECodeException `SECRETS_UNAVAILABLE`
    public Sealed seal(String text, String place) {
        return ring.seal(text.getBytes(StandardCharsets.UTF_8), place);
    }

    /// @throws ai.ecode.shared.ECodeException `SECRETS_UNAVAILABLE` when its key is not there, or it is not what was sealed
    ///     for this place
    public String open(Sealed sealed, String place) {
        return new String(ring.open(sealed, place), StandardCharsets.UTF_8);
    }
}

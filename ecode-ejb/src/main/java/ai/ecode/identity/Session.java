package ai.ecode.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A browser that is signed in. It knows a secret by its cookie; we know the hash. It ends after a time without use, after
/// its longest life, by its owner, or when its session at Keycloak ends.
@Entity
@Table(name = "sessions")
public class Session {

    private static final Duration SIGHT_IS_NOTED_EVERY = Duration.ofMinutes(5);
    private static final int LONGEST_CLIENT = 300;

    @Id private UUID id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "owner")
    private User owner;

    @Column(name = "secret_hash", nullable = false)
    private String secretHash;

    @Column(name = "keycloak_session", nullable = false)
    private String keycloakSession;

    @Column(name = "id_token", nullable = false)
    private String idToken;

    @Column(nullable = false)
    private String client;

    @Column(nullable = false)
    private String address;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "last_seen_at", nullable = false)
    private Instant lastSeenAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Session() {}

    Session(User owner, Secret secret, SignIn signIn, Instant now, Duration longestLife) {
        this.id = UUID.randomUUID();
        this.owner = owner;
        this.secretHash = secret.hash();
        this.keycloakSession = signIn.keycloakSession();
        this.idToken = signIn.idToken();
        this.client =
                signIn.client().substring(0, Math.min(signIn.client().length(), LONGEST_CLIENT));
        this.address = signIn.address();
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = now.plus(longestLife);
    }

    /// Notes that its browser is there, coarsely: not each request is a write.
    void seen(Instant now, String from) {
        if (lastSeenAt.plus(SIGHT_IS_NOTED_EVERY).isBefore(now)) {
            lastSeenAt = now;
            address = from;
        }
    }

    boolean isOver(Instant now, Duration longestIdle) {
        return !now.isBefore(expiresAt) || lastSeenAt.plus(longestIdle).isBefore(now);
    }

    User owner() {
        return owner;
    }

    public UUID id() {
        return id;
    }

    /// The `sid` of the session at Keycloak.
    public String keycloakSession() {
        return keycloakSession;
    }

    /// What Keycloak wants to see again at sign-out.
    public String idToken() {
        return idToken;
    }

    /// The browser, as it describes itself.
    public String client() {
        return client;
    }

    /// Where it was last seen.
    public String address() {
        return address;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// To within five minutes.
    public Instant lastSeenAt() {
        return lastSeenAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}

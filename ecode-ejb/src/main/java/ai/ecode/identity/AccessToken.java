package ai.ecode.identity;

import static ai.ecode.shared.ErrorCode.INVALID_NAME;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A personal access token, `ecp_…`: stands for its owner in programs until it expires or is deleted.
@Entity
@Table(name = "access_tokens")
public class AccessToken {

    public static final String PREFIX = "ecp_";
    public static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private static final int LONGEST_NAME = 100;
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(10);

    @Id private UUID id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "owner")
    private User owner;

    @Column(nullable = false)
    private String name;

    @Column(name = "secret_hash", nullable = false)
    private String secretHash;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected AccessToken() {}

    AccessToken(User owner, String name, Secret secret, Instant now, Duration life) {
        this.id = UUID.randomUUID();
        this.owner = owner;
        this.name = validName(name);
        this.secretHash = secret.hash();
        this.createdAt = now;
        this.expiresAt = now.plus(validLife(life));
    }

    private static String validName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_NAME
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                    INVALID_NAME, "A token's name has 1 to " + LONGEST_NAME + " characters.");
        }
        return stripped;
    }

    private static Duration validLife(Duration life) {
        if (!life.isPositive() || life.compareTo(LONGEST_LIFE) > 0) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "A token lives for 1 to " + LONGEST_LIFE.toDays() + " days.");
        }
        return life;
    }

    /// Notes that it was used, coarsely: not each request is a write.
    void used(Instant now) {
        if (lastUsedAt == null || lastUsedAt.plus(USE_IS_NOTED_EVERY).isBefore(now)) {
            lastUsedAt = now;
        }
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    User owner() {
        return owner;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /// To within ten minutes; empty when it was never used.
    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }
}

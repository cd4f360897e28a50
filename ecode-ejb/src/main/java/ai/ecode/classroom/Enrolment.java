package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.User;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody's part in a [Course]. Who is on a roster and has never signed in waits under an e-mail address, and is recognized
/// by it on coming.
@Entity
@Table(name = "enrolments")
public class Enrolment {

    static final int LONGEST_SECTION = 50;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID course;

    @Column private @Nullable UUID person;

    @Column(name = "user_name")
    private @Nullable String userName;

    @Column private @Nullable String email;

    @Column(nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private CourseRole role;

    @Column private @Nullable String section;

    @Column(name = "added_at", nullable = false)
    private Instant addedAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Enrolment() {}

    private Enrolment(CourseId course, String name, CourseRole role, Instant now) {
        this.id = UUID.randomUUID();
        this.course = course.value();
        this.name = name;
        this.role = role;
        this.addedAt = now;
    }

    static Enrolment of(CourseId course, User person, CourseRole role, Instant now) {
        var enrolment = new Enrolment(course, person.fullName(), role, now);
        enrolment.come(person);
        return enrolment;
    }

    /// One that waits for whoever has the address.
    static Enrolment waiting(
            CourseId course, EmailAddress email, String name, CourseRole role, Instant now) {
        var enrolment = new Enrolment(course, name, role, now);
        enrolment.email = email.value();
        return enrolment;
    }

    /// The person it waited for is there.
    void come(User whoCame) {
        person = whoCame.id().value();
        userName = whoCame.name();
        email = whoCame.email().flatMap(EmailAddress::read).map(EmailAddress::value).orElse(email);
        if (!whoCame.fullName().isBlank()) {
            name = whoCame.fullName();
        }
    }

    /// Until the person comes, whose account says it then.
    void rename(String corrected) {
        name = corrected;
    }

    void change(CourseRole newRole, @Nullable String newSection) {
        role = newRole;
        section = validSection(newSection);
    }

    /// Null for none.
    static @Nullable String validSection(@Nullable String section) {
        if (section == null || section.isBlank()) {
            return null;
        }
        String stripped = section.strip();
        if (stripped.codePointCount(0, stripped.length()) > LONGEST_SECTION
                || stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A section has at most %d characters in one line."
                                    .formatted(LONGEST_SECTION))
                    .with("field", "section");
        }
        return stripped;
    }

    public UUID id() {
        return id;
    }

    public CourseId course() {
        return new CourseId(course);
    }

    /// Empty for somebody who has never signed in.
    public Optional<UserId> person() {
        return Optional.ofNullable(person).map(UserId::new);
    }

    public Optional<String> userName() {
        return Optional.ofNullable(userName);
    }

    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /// As the person's account says, before that as the roster does.
    public String name() {
        return name;
    }

    public CourseRole role() {
        return role;
    }

    /// A group within the course, such as one of its labs.
    public Optional<String> section() {
        return Optional.ofNullable(section);
    }

    public Instant addedAt() {
        return addedAt;
    }
}

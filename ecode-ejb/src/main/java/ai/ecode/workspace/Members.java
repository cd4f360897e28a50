package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.User;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Who may enter a workspace, and who decides it. What changes holds at once, also for those who are inside.
@Stateless
public class Members {

    @Inject private Workspaces workspaces;
    @Inject private Memberships memberships;
    @Inject private People people;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<MembershipChanged> changed;
    @Inject private Event<AccessChanged> accessChanged;

    @Inject
    @ConfigProperty(name = "ecode.workspace.members", defaultValue = "100")
    private int most;

    /// A member, and whether they are new.
    public record Given(Member member, boolean isNew) {}

    /// The owner first, then the others by the time of their invitation.
    ///
    /// @throws ECodeException as [Workspaces#enter]
    public List<Member> of(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enter(caller, id, Right.READ);
        return Stream.concat(
                        Stream.of(owner(workspace)), memberships.in(id).stream().map(this::member))
                .toList();
    }

    /// Invites somebody of the organization by user name, or gives a member another role.
    ///
    /// @throws ECodeException as [Workspaces#enter], `CONFLICT` for the owner, `QUOTA_EXCEEDED`
    public Given give(Caller caller, WorkspaceId id, MemberName name, WorkspaceRole role) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        Optional<UserId> person =
                people.named(workspace.organization(), name.value()).map(User::id);
        return give(caller, workspace, name, person, role, false);
    }

    /// The same for somebody who asked for it.
    ///
    /// @throws ECodeException as [#give]
    public Given grant(Caller caller, WorkspaceId id, User person, WorkspaceRole role) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        return give(
                caller,
                workspace,
                new MemberName(person.name()),
                Optional.of(person.id()),
                role,
                true);
    }

    private Given give(
            Caller caller,
            Workspace workspace,
            MemberName name,
            Optional<UserId> person,
            WorkspaceRole role,
            boolean asked) {
        if (person.filter(workspace.owner()::equals).isPresent()) {
            throw new ECodeException(
                    CONFLICT, "%s owns this workspace already.".formatted(workspace.ownerName()));
        }
        Optional<Membership> before = find(workspace.id(), name, person);
        Optional<WorkspaceRole> was = before.map(Membership::role);
        Membership membership = before.orElseGet(() -> add(caller, workspace, name, person, role));
        if (was.isEmpty() || was.get() != role) {
            membership.change(role);
            note(caller, membership, was, Optional.of(role), asked);
        }
        return new Given(member(membership), was.isEmpty());
    }

    private Membership add(
            Caller caller,
            Workspace workspace,
            MemberName name,
            Optional<UserId> person,
            WorkspaceRole role) {
        if (memberships.in(workspace.id()).size() >= most) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "A workspace has at most %d members. Remove one, then invite another."
                                    .formatted(most))
                    .with("limit", most);
        }
        var membership =
                new Membership(workspace, name, person, role, caller.name(), clock.instant());
        memberships.add(membership);
        return membership;
    }

    /// Takes a member's role away; members may leave by themselves.
    ///
    /// @throws ECodeException as [Workspaces#enter], `NOT_FOUND`, `CONFLICT` for the owner
    public void remove(Caller caller, WorkspaceId id, MemberName name) {
        boolean leaves = name.value().equals(caller.name());
        var workspace = workspaces.enter(caller, id, leaves ? Right.READ : Right.OWN);
        Optional<UserId> person =
                leaves
                        ? Optional.of(caller.user())
                        : people.named(workspace.organization(), name.value()).map(User::id);
        if (person.filter(workspace.owner()::equals).isPresent()) {
            throw new ECodeException(
                    CONFLICT, "A workspace has an owner as long as it exists: it can be deleted.");
        }
        var membership =
                find(id, name, person).orElseThrow(() -> ECodeException.notFound("The member"));
        memberships.remove(membership);
        note(caller, membership, Optional.of(membership.role()), Optional.empty(), false);
    }

    /// Takes the caller in by a rule of the platform's own, of which nobody is asked. Who is in already keeps the role.
    ///
    /// @throws ECodeException `QUOTA_EXCEEDED`
    public void admit(Caller caller, WorkspaceId id, WorkspaceRole role) {
        Workspace workspace = workspaces.require(id);
        var name = new MemberName(caller.name());
        var person = Optional.of(caller.user());
        if (!workspace.isOwnedBy(caller) && find(id, name, person).isEmpty()) {
            Membership membership = add(caller, workspace, name, person, role);
            note(caller, membership, Optional.empty(), Optional.of(role), false);
        }
    }

    /// Takes somebody's role away by a rule of the platform's own; nothing for who has none.
    public void expel(Caller by, WorkspaceId id, UserId person) {
        memberships
                .of(id, person)
                .ifPresent(membership -> {
                    memberships.remove(membership);
                    note(by, membership, Optional.of(membership.role()), Optional.empty(), false);
                });
    }

    private Optional<Membership> find(
            WorkspaceId workspace, MemberName name, Optional<UserId> person) {
        return person.flatMap(known -> memberships.of(workspace, known))
                .or(() -> memberships.awaited(workspace, name));
    }

    private void note(
            Caller caller,
            Membership membership,
            Optional<WorkspaceRole> before,
            Optional<WorkspaceRole> after,
            boolean asked) {
        String action =
                before.isEmpty()
                        ? "member.add"
                        : after.isEmpty() ? "member.remove" : "member.change";
        trail.record(
                Deed.done(caller, action, "workspace:" + membership.workspace())
                        .changing(state(membership, before), state(membership, after)));
        changed.fire(
                new MembershipChanged(
                        membership.workspace(), membership.person(), before, after, caller, asked));
        accessChanged.fire(new AccessChanged(membership.workspace()));
    }

    private static @Nullable Map<String, Object> state(
            Membership membership, Optional<WorkspaceRole> role) {
        return role.<Map<String, Object>>map(
                        is -> Map.of("member", membership.name(), "role", is.wireName()))
                .orElse(null);
    }

    private Member owner(Workspace workspace) {
        return new Member(
                workspace.ownerName(),
                people.find(workspace.owner()).map(User::fullName),
                WorkspaceRole.OWNER,
                workspace.createdAt());
    }

    private Member member(Membership membership) {
        Optional<User> person = membership.person().flatMap(people::find);
        return new Member(
                person.map(User::name).orElse(membership.name()),
                person.map(User::fullName),
                membership.role(),
                membership.since());
    }
}

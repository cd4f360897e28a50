package ai.ecode.classroom;

import ai.ecode.identity.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Those for whom a submission of one of them counts: somebody alone, or all of their [StudentGroup] who have an account.
///
/// @param group empty for somebody alone
/// @param people with the one whose team it is
record Team(Optional<StudentGroup> group, Set<UserId> people) {

    Team {
        people = Set.copyOf(people);
    }

    static Team alone(UserId person) {
        return new Team(Optional.empty(), Set.of(person));
    }

    /// What is locked while something is done that happens once for all of them.
    String lock(UserId person) {
        return group.map(one -> one.id().toString()).orElse(person.value().toString());
    }

    /// In an order in which their locks can be taken without waiting for each other for ever.
    SortedSet<UserId> inOrder() {
        var sorted = new TreeSet<UserId>((a, b) -> a.value().compareTo(b.value()));
        sorted.addAll(people);
        return sorted;
    }
}

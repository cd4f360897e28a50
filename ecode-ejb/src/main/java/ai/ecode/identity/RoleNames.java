package ai.ecode.identity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Roles as one column, `member,teacher`.
@Converter
public class RoleNames implements AttributeConverter<Set<Role>, String> {

    @Override
    public String convertToDatabaseColumn(Set<Role> roles) {
        return roles.stream().sorted().map(Role::wireName).collect(Collectors.joining(","));
    }

    @Override
    public Set<Role> convertToEntityAttribute(String names) {
        var roles = EnumSet.of(Role.MEMBER);
        Arrays.stream(names.split(","))
                .flatMap(name -> Role.named(name).stream())
                .forEach(roles::add);
        return roles;
    }
}

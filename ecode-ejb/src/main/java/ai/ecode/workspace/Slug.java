package ai.ecode.workspace;

import java.text.Normalizer;
import java.util.Locale;

/// The part of a workspace's address made from its name: `a-z`, `0-9` and single hyphens, at most 60 characters.
public record Slug(String value) {

    private static final int LONGEST = 60;

    /// The slug of a name; names without any Latin letter or digit give `workspace`.
    public static Slug of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        String joined =
                plain.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String cut =
                joined.length() > LONGEST
                        ? joined.substring(0, LONGEST).replaceAll("-+$", "")
                        : joined;
        return new Slug(cut.isEmpty() ? "workspace" : cut);
    }

    /// The n-th alternative when the address is taken: `name-2`, `name-3`, …
    public Slug alternative(int number) {
        return new Slug(value + "-" + number);
    }

    @Override
    public String toString() {
        return value;
    }
}

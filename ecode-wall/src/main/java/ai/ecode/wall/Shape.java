package ai.ecode.wall;

import java.util.ArrayList;
import java.util.List;

/// A class as the tests see it.
final class Shape {

    enum Kind {
        /// Its objects are references.
        CLASS,
        /// Its objects are values of components.
        RECORD,
        /// Its objects are values by their names.
        ENUM,
        INTERFACE
    }

    final String name;
    final Kind kind;

    /// Of a record.
    final List<String> components;

    Shape(String name, Kind kind, List<String> components) {
        this.name = name;
        this.kind = kind;
        this.components = List.copyOf(components);
    }

    void write(Output out) {
        out.text(name).text(kind.name()).count(components.size());
        components.forEach(out::text);
    }

    static Shape read(Input in) {
        String name = in.text();
        Kind kind = Kind.valueOf(in.text());
        var components = new ArrayList<String>();
        int count = in.count(5);
        for (int i = 0; i < count; i++) {
            components.add(in.text());
        }
        return new Shape(name, kind, components);
    }
}

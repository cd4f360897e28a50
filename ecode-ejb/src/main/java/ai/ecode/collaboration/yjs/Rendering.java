package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shared types as plain values, as `toJSON`, `toDelta` and `toString` of Yjs give them.
final class Rendering {

    private static final int MAX_DEPTH = 1_000;

    private Rendering() {}

    static String text(Branch branch) {
        var out = new StringBuilder(branch.length);
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.isDeleted() && item.content instanceof TextContent text) text.appendTo(out);
        }
        return out.toString();
    }

    static List<@Nullable Object> list(Branch branch, int depth) {
        var list = new ArrayList<@Nullable Object>();
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.isVisible()) continue;
            for (int i = 0; i < item.length; i++) list.add(value(item.content, i, depth));
        }
        return list;
    }

    static Map<String, @Nullable Object> map(Branch branch, int depth) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        branch.map.forEach((key, item) -> {
            if (item.isVisible()) map.put(key, value(item.content, item.length - 1, depth));
        });
        return map;
    }

    static @Nullable Object value(Content content, int index, int depth) {
        return switch (content) {
            case ValuesContent values -> values.value(index);
            case AtomContent atom -> atom.value();
            case TextContent text -> String.valueOf(text.charAt(index));
            case TypeContent type -> value(type.branch(), depth + 1);
            case FormatContent _, DeletedContent _ -> null;
        };
    }

    private static Object value(Branch branch, int depth) {
        requireShallow(depth);
        return switch (branch.kind) {
            case Branch.ARRAY -> list(branch, depth);
            case Branch.MAP, Branch.XML_HOOK -> map(branch, depth);
            case Branch.TEXT -> text(branch);
            default -> xml(branch, depth);
        };
    }

    private static void requireShallow(int depth) {
        if (depth > MAX_DEPTH)
            throw new ProtocolException("Shared types are nested deeper than " + MAX_DEPTH);
    }

    static List<Delta> delta(Branch branch, int depth) {
        var steps = new ArrayList<Delta>();
        var attributes = new LinkedHashMap<String, @Nullable Object>();
        var run = new StringBuilder();
        for (Item item = branch.start; item != null; item = item.right) {
            if (item.isDeleted()) continue;
            if (item.content instanceof TextContent text) {
                text.appendTo(run);
                continue;
            }
            if (!run.isEmpty())
                steps.add(new Delta.Insert(run.toString(), new LinkedHashMap<>(attributes)));
            run.setLength(0);
            if (item.content instanceof FormatContent format) {
                Object value = format.value();
                if (value == null) attributes.remove(format.key());
                else attributes.put(format.key(), value);
            } else if (item.content instanceof AtomContent || item.content instanceof TypeContent) {
                Object value = value(item.content, 0, depth);
                steps.add(
                        new Delta.Insert(
                                value == null ? "" : value, new LinkedHashMap<>(attributes)));
            }
        }
        if (!run.isEmpty())
            steps.add(new Delta.Insert(run.toString(), new LinkedHashMap<>(attributes)));
        return steps;
    }

    static String xml(Branch branch, int depth) {
        requireShallow(depth);
        return switch (branch.kind) {
            case Branch.XML_ELEMENT -> element(branch, depth);
            case Branch.XML_TEXT, Branch.TEXT -> xmlText(branch, depth);
            case Branch.XML_HOOK, Branch.MAP -> script(map(branch, depth));
            default -> children(branch, depth);
        };
    }

    private static String element(Branch branch, int depth) {
        String tag = branch.name.toLowerCase(Locale.ROOT);
        var out = new StringBuilder("<").append(tag);
        new TreeMap<>(map(branch, depth))
                .forEach((key, value) ->
                        out.append(' ')
                                .append(key)
                                .append("=\"")
                                .append(script(value))
                                .append('"'));
        return out.append('>')
                .append(children(branch, depth))
                .append("</")
                .append(tag)
                .append('>')
                .toString();
    }

    private static String children(Branch branch, int depth) {
        var out = new StringBuilder();
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.isVisible()) continue;
            if (item.content instanceof TypeContent type) {
                out.append(xml(type.branch(), depth + 1));
            } else {
                for (int i = 0; i < item.length; i++)
                    out.append(script(value(item.content, i, depth)));
            }
        }
        return out.toString();
    }

    private static String xmlText(Branch branch, int depth) {
        var out = new StringBuilder();
        for (Delta step : delta(branch, depth)) {
            if (!(step instanceof Delta.Insert insert)) continue;
            var nodes = new TreeMap<>(insert.attributes());
            nodes.forEach((node, value) -> {
                out.append('<').append(node);
                if (value instanceof Map<?, ?> map) {
                    var sorted = new TreeMap<String, @Nullable Object>();
                    map.forEach((key, attribute) -> sorted.put((String) key, attribute));
                    sorted.forEach((key, attribute) ->
                            out.append(' ')
                                    .append(key)
                                    .append("=\"")
                                    .append(script(attribute))
                                    .append('"'));
                }
                out.append('>');
            });
            out.append(script(insert.content()));
            for (String node : nodes.descendingKeySet()) out.append("</").append(node).append('>');
        }
        return out.toString();
    }

    /// As JavaScript puts a value into a string.
    private static String script(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Any.Undefined _ -> "undefined";
            case Double number -> Json.write(number);
            case Map<?, ?> _ -> "[object Object]";
            default -> value.toString();
        };
    }
}

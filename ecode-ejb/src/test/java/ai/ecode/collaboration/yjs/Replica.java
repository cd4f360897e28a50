package ai.ecode.collaboration.yjs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that is observable of a document, in the form of `vectors.json`, so that two can be compared.
record Replica(Object json, Object delta, Object deleteSet, Object stateVector) {

    static Replica of(Document document, Map<String, Object> roots) {
        var json = new LinkedHashMap<String, Object>();
        var delta = new LinkedHashMap<String, Object>();
        roots.forEach((name, kind) -> {
            switch ((String) kind) {
                case "text" -> {
                    json.put(name, document.text(name).toString());
                    delta.put(
                            name,
                            document.text(name).toDelta().stream().map(Replica::step).toList());
                }
                case "map" -> json.put(name, plain(document.map(name).toMap()));
                case "array" -> json.put(name, plain(document.array(name).toList()));
                default -> json.put(name, document.xml(name).toString());
            }
        });
        return new Replica(json, delta, deleteSet(document), stateVector(document));
    }

    static Replica expected(Map<String, Object> expected) {
        return new Replica(
                expected.get("json"),
                expected.get("delta"),
                new TreeMap<>(Recorded.object(expected.get("deleteSet"))),
                new TreeMap<>(Recorded.object(expected.get("stateVectorMap"))));
    }

    static Map<String, Object> stateVector(Document document) {
        var clocks = new TreeMap<String, Object>();
        document.stateVector()
                .clocks()
                .forEach((client, clock) -> clocks.put(Long.toString(client), (long) clock));
        return clocks;
    }

    private static Map<String, Object> deleteSet(Document document) {
        var deleted = new TreeMap<String, Object>();
        document.deleteSet()
                .forEach((client, ranges) -> {
                    var list = new ArrayList<Object>();
                    for (int i = 0; i < ranges.size(); i++) {
                        list.add(
                                List.of(
                                        (long) ranges.start(i),
                                        (long) ranges.end(i) - ranges.start(i)));
                    }
                    deleted.put(Long.toString(client), list);
                });
        return deleted;
    }

    private static Object step(Delta step) {
        var insert = (Delta.Insert) step;
        return insert.attributes().isEmpty()
                ? Map.of("insert", plain(insert.content()))
                : Map.of(
                        "insert",
                        plain(insert.content()),
                        "attributes",
                        plain(insert.attributes()));
    }

    static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Any.Undefined _ -> Map.of("$undefined", true);
            case byte[] bytes -> Map.of("$u8", Base64.getEncoder().encodeToString(bytes));
            case Subdocument document -> Map.of("$doc", document.guid());
            case BigInteger big -> Map.of("$bigint", big.toString());
            case Double number -> number(number);
            case List<?> list -> {
                var plain = new ArrayList<Object>();
                list.forEach(element -> plain.add(plain(element)));
                yield plain;
            }
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<Object, Object>();
                map.forEach((key, element) -> plain.put(key, plain(element)));
                yield plain;
            }
            default -> value;
        };
    }

    private static Object number(double number) {
        if (!Double.isFinite(number))
            return Map.of(
                    "$num", Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? (Object) (long) number
                : (Object) number;
    }
}

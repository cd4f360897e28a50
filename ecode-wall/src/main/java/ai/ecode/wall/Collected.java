package ai.ecode.wall;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Which collection of the JDK stands for which.
enum Collected {
    ARRAY_LIST(ArrayList.class),
    LINKED_LIST(LinkedList.class),
    STACK(Stack.class),
    VECTOR(Vector.class),
    COPY_ON_WRITE(CopyOnWriteArrayList.class),
    ARRAY_DEQUE(ArrayDeque.class),
    PRIORITY_QUEUE(PriorityQueue.class),
    HASH_SET(HashSet.class),
    LINKED_SET(LinkedHashSet.class),
    TREE_SET(TreeSet.class),
    HASH_MAP(HashMap.class),
    LINKED_MAP(LinkedHashMap.class),
    TREE_MAP(TreeMap.class),
    CONCURRENT_MAP(ConcurrentHashMap.class),
    FIXED_LIST(ArrayList.class),
    FIXED_SET(LinkedHashSet.class),
    FIXED_MAP(LinkedHashMap.class);

    private final Class<?> kind;

    Collected(Class<?> kind) {
        this.kind = kind;
    }

    static Collected of(Object value) {
        for (Collected one : values()) {
            if (value.getClass().equals(one.kind) && !one.isFixed()) {
                return one;
            }
        }
        String name = value.getClass().getName();
        boolean fixed =
                name.startsWith("java.util.ImmutableCollections")
                        || name.startsWith("java.util.Collections$Unmodifiable")
                        || name.startsWith("java.util.Collections$Empty")
                        || name.startsWith("java.util.Collections$Singleton");
        if (value instanceof Map) {
            return value instanceof SortedMap ? TREE_MAP : fixed ? FIXED_MAP : LINKED_MAP;
        } else if (value instanceof Set) {
            return value instanceof SortedSet ? TREE_SET : fixed ? FIXED_SET : LINKED_SET;
        } else if (value instanceof Queue && !(value instanceof List)) {
            return LINKED_LIST;
        }
        return fixed ? FIXED_LIST : ARRAY_LIST;
    }

    boolean isMap() {
        return this == HASH_MAP
                || this == LINKED_MAP
                || this == TREE_MAP
                || this == CONCURRENT_MAP
                || this == FIXED_MAP;
    }

    boolean isSorted() {
        return this == TREE_SET || this == TREE_MAP || this == PRIORITY_QUEUE;
    }

    boolean isFixed() {
        return this == FIXED_LIST || this == FIXED_SET || this == FIXED_MAP;
    }

    static Comparator<?> order(Object sorted) {
        return sorted instanceof SortedSet<?> set
                ? set.comparator()
                : sorted instanceof SortedMap<?, ?> map
                        ? map.comparator()
                        : ((PriorityQueue<?>) sorted).comparator();
    }

    /// An empty one that can be filled.
    ///
    /// @param order of one that is sorted; null for that of its elements
    @SuppressWarnings("unchecked")
    Object make(Comparator<?> order) {
        var by = (Comparator<Object>) order;
        return switch (this) {
            case TREE_SET -> new TreeSet<>(by);
            case TREE_MAP -> new TreeMap<>(by);
            case PRIORITY_QUEUE -> new PriorityQueue<>(by);
            default -> empty();
        };
    }

    private Object empty() {
        try {
            return kind.getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What is to be used of one that was filled.
    Object made(Object filled) {
        return switch (this) {
            case FIXED_LIST -> Collections.unmodifiableList((List<?>) filled);
            case FIXED_SET -> Collections.unmodifiableSet((Set<?>) filled);
            case FIXED_MAP -> Collections.unmodifiableMap((Map<?, ?>) filled);
            default -> filled;
        };
    }

    /// Puts what is in the one into the other, in place of what is there.
    @SuppressWarnings("unchecked")
    static void replace(Object old, Object by) {
        if (old instanceof Map) {
            var map = (Map<Object, Object>) old;
            map.clear();
            map.putAll((Map<Object, Object>) by);
            return;
        }
        var all = (Collection<Object>) old;
        var others = (Collection<Object>) by;
        if (old instanceof List && all.size() == others.size()) {
            var iterator = others.iterator();
            ((List<Object>) old).replaceAll(one -> iterator.next());
            return;
        }
        all.clear();
        all.addAll(others);
    }
}

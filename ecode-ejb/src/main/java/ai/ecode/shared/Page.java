package ai.ecode.shared;

import java.util.List;
import java.util.function.Function;

/// One page of a list: `page` counts from 0, `total` is the number of items on all pages.
public record Page<T>(List<T> items, int page, int size, long total) {

    public static final int LARGEST_SIZE = 200;

    public Page {
        items = List.copyOf(items);
    }

    /// The same page with each item shown differently.
    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), page, size, total);
    }
}

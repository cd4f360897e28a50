package ai.ecode.web.http;

import ai.ecode.shared.Page;
import java.util.List;
import java.util.function.Function;

/// One page of a list as the API answers it.
///
/// @param page from 0
/// @param size the most that a page holds
/// @param total of all pages
public record PageView<T>(List<T> items, int page, int size, long total) {

    public PageView {
        items = List.copyOf(items);
    }

    public static <E, T> PageView<T> of(Page<E> page, Function<E, T> view) {
        return new PageView<>(
                page.items().stream().map(view).toList(), page.page(), page.size(), page.total());
    }

    /// A list that is short enough to be one page.
    public static <T> PageView<T> whole(List<T> all) {
        return new PageView<>(all, 0, Page.LARGEST_SIZE, all.size());
    }
}

/// Counts what happens, for a scraper: docs/operations.md lists the numbers. What features do is heard by their events
/// and asked of them at each scrape; they know nothing of it.
@NullMarked
package ai.ecode.web.metrics;

import org.jspecify.annotations.NullMarked;

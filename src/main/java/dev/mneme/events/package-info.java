/**
 * What is told of a memory, and to whom: events, webhooks and what could not be delivered. Pure
 * values.
 *
 * <p>An event is derived from the record of the log that made it happen, so it is there as soon and
 * as long as that is, and the same whoever derives it: docs/adr/0040.
 */
@NullMarked
package dev.mneme.events;

import org.jspecify.annotations.NullMarked;

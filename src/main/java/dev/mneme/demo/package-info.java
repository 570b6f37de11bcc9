/**
 * The sample agent of {@code mneme serve --demo}: a small memory with a history worth looking at.
 *
 * <p>Stands on {@code memory} like any client, so that nothing in it is made otherwise than what
 * users make. Only the clock is its own: the story lies some weeks back.
 */
@NullMarked
package dev.mneme.demo;

import org.jspecify.annotations.NullMarked;

/**
 * What a search looks for, and how it shows what it found.
 *
 * <p>Pure: texts become words the same way here, in the index of the database and in what is asked,
 * so that every database finds the same.
 */
@NullMarked
package dev.mneme.search;

import org.jspecify.annotations.NullMarked;

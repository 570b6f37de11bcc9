/**
 * What history is made of: a commit, what it changed, whose a line is. Pure values in git's words,
 * without git.
 *
 * <p>{@code git} reads them, {@code memory} passes them on, {@code api} writes them. Ids are those
 * of git, 40 lower-case hexadecimal digits.
 */
@NullMarked
package dev.mneme.history;

import org.jspecify.annotations.NullMarked;

/**
 * The settings of a server: read once at the start from the command line, the environment and an
 * optional file, and from then on plain values that are handed to constructors.
 *
 * <p>{@link dev.mneme.config.Setting} is the one list of what can be set; the options of {@code
 * mneme serve} and the messages about a wrong setting are made from it. This is the only package
 * that reads the environment.
 *
 * <p>Invariants: a {@link dev.mneme.config.Settings} never holds a wrong value; a name that is not
 * known fails the start; a secret is never printed.
 */
@NullMarked
package dev.mneme.config;

import org.jspecify.annotations.NullMarked;

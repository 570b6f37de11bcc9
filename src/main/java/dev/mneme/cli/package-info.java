/**
 * The commands of {@code mneme}: they turn arguments into settings and outcomes into exit codes,
 * and decide nothing else.
 *
 * <p>What a command starts is handed in by {@code dev.mneme}, so that nothing here knows the object
 * graph. Standard output is for what was asked for, standard error for the log and for problems.
 */
@NullMarked
package dev.mneme.cli;

import org.jspecify.annotations.NullMarked;

/**
 * What the design promises of a whole server when things go wrong, and what it may cost when they
 * do not: other processes, kills, stores and disks that fail, counts of calls.
 */
@NullMarked
package dev.mneme.promises;

import org.jspecify.annotations.NullMarked;

/**
 * What people and agents do with a whole server, from its start to its data folder being moved: the
 * real git and real HTTP, nothing of ours in between.
 */
@NullMarked
package dev.mneme.journeys;

import org.jspecify.annotations.NullMarked;

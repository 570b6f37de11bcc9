package dev.mneme.memory;

import org.jspecify.annotations.Nullable;

/**
 * Which commits of a memory's history are wanted.
 *
 * @param label of a block whose file they touch, or null
 * @param path of a file or folder that they touch, or null
 * @param authorKind one of {@link Attribution#AUTHOR_KINDS}, or null
 * @param run in which they were made, or null
 * @param before older than this commit only, or null; one that nobody knows is ignored
 * @param limit how many at most
 */
public record HistoryFilter(
    @Nullable String label,
    @Nullable String path,
    @Nullable String authorKind,
    @Nullable String run,
    @Nullable String before,
    int limit) {}

package dev.mneme.history;

import org.jspecify.annotations.Nullable;

/**
 * A change of one file, spelled out.
 *
 * @param patch as {@code git apply} takes it; null if it is too long for an answer
 */
public record FilePatch(FileChange change, @Nullable String patch) {}

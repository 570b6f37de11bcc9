package dev.mneme.history;

import org.jspecify.annotations.Nullable;

/**
 * A file of a memory as a list shows it.
 *
 * @param label of the block that it is, or null if it is none
 * @param description as its frontmatter says, or null
 * @param tokens about how many a model makes of it, or null if it is not text or too large to be
 *     looked into
 */
public record FileView(
    FileEntry file,
    @Nullable String label,
    @Nullable String description,
    @Nullable Integer tokens) {}

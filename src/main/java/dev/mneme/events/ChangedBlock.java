package dev.mneme.events;

import dev.mneme.block.BlockId;

/**
 * A block that something happened to; what it says is not told but asked for.
 *
 * @param path of its file
 */
public record ChangedBlock(BlockId id, String label, String path) {}

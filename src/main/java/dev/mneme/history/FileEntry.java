package dev.mneme.history;

/**
 * A file in the tree of a commit.
 *
 * @param blobId the id of its content, in hex
 */
public record FileEntry(String path, String blobId, long sizeBytes, boolean executable) {}

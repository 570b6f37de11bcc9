package dev.mneme.git.storage;

/**
 * A run of bytes inside an object of the store, and their checksum.
 *
 * @param checksum not looked at where the bytes are read together with others that have one
 */
record CheckedSlice(Slice slice, Checksum checksum) {}

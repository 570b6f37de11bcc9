package dev.mneme.git;

import java.time.Instant;

/**
 * What one record of a log made of a memory.
 *
 * @param seq of the record
 * @param time by the clock of the node that wrote it
 */
public record Transition(long seq, Instant time, MemoryView before, MemoryView after) {}

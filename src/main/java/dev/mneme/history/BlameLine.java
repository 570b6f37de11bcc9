package dev.mneme.history;

/**
 * A line of a file and the commit that it comes from.
 *
 * @param line the first is 1
 * @param text without the end of the line
 */
public record BlameLine(int line, String text, Commit commit) {}

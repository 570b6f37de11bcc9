package dev.mneme.search;

/**
 * A word of a text.
 *
 * @param folded what it is found by: without case, accents and width
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends
 */
record Word(String folded, int start, int end) {}

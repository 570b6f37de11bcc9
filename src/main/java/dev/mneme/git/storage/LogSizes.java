package dev.mneme.git.storage;

/**
 * Where the log begins to cut things into pieces. Simulations make these small, so that few bytes
 * go all the ways there are.
 *
 * @param maxInlineBytes larger packs get an object of their own, so that a cold open need not read
 *     them whole
 * @param listPage largest number of objects to ask for in one page of a list
 * @param checkpointHeadBytes how much of a checkpoint to read first: enough for header, memory,
 *     index and pack of most
 */
record LogSizes(int maxInlineBytes, int listPage, int checkpointHeadBytes) {
  static final LogSizes DEFAULT = new LogSizes(1024 * 1024, 1000, 32 * 1024);
}

package dev.mneme.objects;

/**
 * What Mneme needs of a store, and nothing else: no overwrite, no compare-and-swap.
 *
 * <p>A key is never also the folder of another ({@code a} and {@code a/b}): a local directory
 * cannot hold both and refuses the second with {@link IllegalArgumentException}, so no caller may
 * use both.
 *
 * <p>The store is assumed to be linearizable: an answer to {@link #get} or {@link #list} reflects
 * every create and delete that was answered before it was asked. Each answer carries the store's
 * own time, because the rules of the log may not trust the clock of a node (docs/adr). An adapter
 * that cannot place its answer in time, because answering took too long, leaves the date out.
 *
 * <p>All methods may be called by any number of threads. They throw {@link
 * StoreUnavailableException} when the store gave no answer; for {@link #createIfAbsent} and {@link
 * #delete} the effect may then have happened, may happen at any later time, or never.
 */
public interface ObjectStore extends AutoCloseable {

  /** Reads a whole object, of at most 2 GiB; larger ones are read in ranges. */
  GetResult get(ObjectKey key);

  /**
   * Reads a part of an object.
   *
   * @param offset of the first byte, at least 0
   * @param length at least 1; fewer bytes come back where the object ends earlier, none where it
   *     ends before {@code offset}
   */
  GetResult getRange(ObjectKey key, long offset, int length);

  /**
   * Creates an object unless its name is taken; durable when this returns.
   *
   * @param content the parts of the object in order; not changed by the caller while this runs
   */
  CreateResult createIfAbsent(ObjectKey key, Content content);

  /**
   * Lists objects in the order of their keys.
   *
   * @param prefix of the keys wanted, compared as text; may be empty or end within a segment
   * @param after keys up to and including this text are left out; it need not be a key; empty for
   *     all
   * @param limit largest number of entries in the answer, at least 1; a store may answer with fewer
   *     and say that there is more
   */
  ListPage list(String prefix, String after, int limit);

  /** Deletes an object; one that is not there is no failure. */
  void delete(ObjectKey key);

  /** Lets go of what the store holds open, as its connections; the objects stay. */
  @Override
  void close();
}

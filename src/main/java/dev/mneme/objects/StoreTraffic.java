package dev.mneme.objects;

/**
 * What was asked of a store, answered or not.
 *
 * @param gets of whole objects
 * @param rangedGets of parts
 * @param bytesRead by both, as answered
 * @param bytesWritten by creates that made their object
 */
public record StoreTraffic(
    long gets,
    long rangedGets,
    long creates,
    long lists,
    long deletes,
    long bytesRead,
    long bytesWritten) {

  /** Reads of any kind that are not lists. */
  public long reads() {
    return gets + rangedGets;
  }

  /** What came after {@code earlier}. */
  public StoreTraffic since(StoreTraffic earlier) {
    return new StoreTraffic(
        gets - earlier.gets,
        rangedGets - earlier.rangedGets,
        creates - earlier.creates,
        lists - earlier.lists,
        deletes - earlier.deletes,
        bytesRead - earlier.bytesRead,
        bytesWritten - earlier.bytesWritten);
  }
}

package dev.mneme.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the object store is; the store itself takes it apart.
 *
 * @param value begins with {@code file:///}, {@code s3://}, {@code gs://} or is {@code memory:}
 */
public record StoreUri(String value) {
  private static final List<String> PREFIXES = List.of("file:///", "s3://", "gs://");

  /** The store that forgets everything when the process ends. */
  public static final StoreUri MEMORY = new StoreUri("memory:");

  public StoreUri {
    if (!value.equals("memory:") && PREFIXES.stream().noneMatch(value::startsWith)) {
      throw new IllegalArgumentException(
          "must be file:///folder, s3://bucket/prefix, gs://bucket/prefix or memory:");
    }
  }

  /** The store in a local folder, which need not exist yet. */
  public static StoreUri ofFolder(Path folder) {
    String uri = folder.toAbsolutePath().normalize().toUri().toString();
    return new StoreUri(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
  }

  @Override
  public String toString() {
    return value;
  }
}
